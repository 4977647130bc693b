// WeeChat without a screen, told what to do through its fifo (wires/irc.md, class B or C by its version).

import { open } from 'node:fs/promises'
import { join } from 'node:path'

import type { RealClient, Visit } from './client.ts'
import { hereOf, Program } from './program.ts'

export const weechat: RealClient = {
  name: 'WeeChat',
  commands: ['weechat-headless'],
  async come(visit) {
    const { home, channel } = visit
    const program = new Program(
      { command: 'weechat-headless', args: argsOf(visit), terminal: false },
      {
        logs: [join(home, 'logs', `irc.hubbub.${channel}.weechatlog`)],
        said: /^[^\t]*\t[@+]?(?<from>[^\t -][^\t]*)\t(?<text>.*)$/u,
        joined: /^[^\t]*\t--\tChannel \S+: \d+ nick/mu,
      },
    )
    await program.joins()
    const tell = async (line: string): Promise<void> => {
      const fifo = await open(join(home, 'fifo'), 'w')
      await fifo.write(`${line}\n`)
      await fifo.close()
    }
    return hereOf(program, {
      says: (text) => tell(`irc.hubbub.${channel} *${text}`),
      leaves: () => tell('core.weechat */quit'),
    })
  },
}

function argsOf({ home, port, nick, password, device, channel }: Visit): string[] {
  const server = {
    nicks: nick,
    username: `${nick}@${device}`,
    sasl_mechanism: 'plain',
    sasl_username: nick,
    sasl_password: password,
    autojoin: channel,
    tls: 'off',
    ssl: 'off',
  }
  const settings = Object.entries(server).map(([name, value]) => `/set irc.server.hubbub.${name} ${value}`)
  const commands = [
    '/set logger.file.flush_delay 0',
    `/set fifo.file.path ${join(home, 'fifo')}`,
    `/server add hubbub 127.0.0.1/${port}`,
    ...settings,
    '/connect hubbub',
  ]
  return ['--dir', home, ...commands.flatMap((command) => ['-r', command])]
}
