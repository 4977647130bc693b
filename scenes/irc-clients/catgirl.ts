// catgirl in a terminal of its own; it speaks TLS and nothing else (wires/irc.md, class C).

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { RealClient, Visit } from './client.ts'
import { hereOf, Program } from './program.ts'

const DAY_MS = 86_400_000

export const catgirl: RealClient = {
  name: 'catgirl',
  commands: ['catgirl', 'script'],
  async come(visit) {
    const { home, channel } = visit
    const data = join(home, 'data')
    await mkdir(join(data, 'catgirl'), { recursive: true })
    const folder = join(data, 'catgirl', 'log', 'hubbub', channel)
    // One for each day, and it may be midnight.
    const days = [-1, 0, 1].map((day) => new Date(Date.now() + day * DAY_MS).toISOString().slice(0, 10))
    const program = new Program(
      {
        command: 'catgirl',
        args: argsOf(visit),
        terminal: true,
        env: { HOME: home, XDG_DATA_HOME: data, XDG_CONFIG_HOME: join(home, 'config') },
      },
      {
        logs: days.map((day) => join(folder, `${day}.log`)),
        said: /^\[[^\]]*\] <(?<from>[^>]+)> (?<text>.*)$/u,
        joined: /arrives in /u,
      },
    )
    await program.joins()
    return hereOf(program, {
      says: (text) => program.type(`/window ${channel}\r${text}\r`),
      leaves: () => program.type('/quit\r'),
    })
  },
}

function argsOf({ port, nick, password, device, channel }: Visit): string[] {
  const server = ['-!', '-h', '127.0.0.1', '-p', `${port}`]
  return ['-l', ...server, '-n', nick, '-u', `${nick}@${device}`, '-a', `${nick}:${password}`, '-j', channel]
}
