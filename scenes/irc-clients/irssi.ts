// irssi in a terminal of its own (wires/irc.md, class C).

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { RealClient, Visit } from './client.ts'
import { hereOf, Program } from './program.ts'

export const irssi: RealClient = {
  name: 'irssi',
  commands: ['irssi', 'script'],
  async come(visit) {
    const { home, channel } = visit
    await mkdir(join(home, 'logs'), { recursive: true })
    await writeFile(join(home, 'config'), configOf(visit))
    const program = new Program(
      { command: 'irssi', args: [`--home=${home}`], terminal: true },
      {
        logs: [join(home, 'logs', `${channel}.log`)],
        said: /^\d\d:\d\d <[ @+]*(?<from>[^>]+)> (?<text>.*)$/u,
        joined: /-!- Irssi: \S+ Total of \d+ nicks/u,
      },
    )
    await program.joins()
    return hereOf(program, {
      says: (text) => program.type(`/msg -hubbub ${channel} ${text}\r`),
      leaves: () => program.type('/quit\r'),
    })
  },
}

function configOf({ home, port, nick, password, device, channel }: Visit): string {
  return `
servers = ( { address = "127.0.0.1"; chatnet = "hubbub"; port = "${port}"; autoconnect = "yes"; } );
chatnets = {
  hubbub = {
    type = "IRC"; nick = "${nick}"; username = "${nick}"; realname = "${nick}";
    sasl_mechanism = "PLAIN"; sasl_username = "${nick}@${device}"; sasl_password = "${password}";
  };
};
channels = ( { name = "${channel}"; chatnet = "hubbub"; autojoin = "yes"; } );
settings = {
  core = { nick = "${nick}"; user_name = "${nick}"; real_name = "${nick}"; };
  "irc/core" = { cmd_queue_speed = "10msec"; };
  "fe-common/core" = { autolog = "yes"; autolog_path = "${join(home, 'logs', '$0.log')}"; };
};
`
}
