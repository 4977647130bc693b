// Verbs that write to a service: NS, NICKSERV, CS, CHANSERV. Passwords sent so can end up with nobody else.

import { serve, serviceNamed } from '../../services/index.ts'
import type { Verb, Verbs } from '../../verb.ts'

export const serviceVerbs = {
  NICKSERV: to('NickServ', 'NICKSERV'),
  NS: to('NickServ', 'NS'),
  CHANSERV: to('ChanServ', 'CHANSERV'),
  CS: to('ChanServ', 'CS'),
} satisfies Verbs

function to(name: string, word: string): Verb {
  return {
    when: 'registered',
    paramsMin: 0,
    syntax: `${word} <command> [<parameters>]`,
    says: [`Writes to ${name}, the same as PRIVMSG ${name}. Its HELP tells what it can do.`],
    long: true,
    run: (client, { params }) => {
      const service = serviceNamed(name)
      return service === undefined ? undefined : serve(client, service, params.join(' '))
    },
  }
}
