// Modes of persons: one row each; MODE on one's own nick reads and changes them (RFC 2812, 3.1.5).

import type { PersonView } from '@hubbub/core'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isSameName, nickOf } from '../names.ts'
import { serverLine } from '../outbound/lines.ts'

interface UserMode {
  /** One sentence for `docs/irc.md`. */
  readonly says: string
  readonly isSet: (person: PersonView, client: Client) => boolean
  /** Absent for a mode that MODE cannot change in that direction: then nothing happens. */
  readonly set?: (client: Client) => Promise<unknown> | void
  readonly unset?: (client: Client) => Promise<unknown> | void
}

export const userModes = {
  B: {
    says: 'a program, not a person',
    isSet: ({ bot }) => bot,
    set: ({ session }) => session.do('person.profile', { bot: true }),
    unset: ({ session }) => session.do('person.profile', { bot: false }),
  },
  i: {
    says: 'not listed to people who share no channel',
    isSet: ({ invisible }) => invisible,
    set: ({ session }) => session.do('person.profile', { invisible: true }),
    unset: ({ session }) => session.do('person.profile', { invisible: false }),
  },
  o: {
    says: 'an operator of this server; OPER sets it',
    isSet: ({ operator }) => operator,
    unset: ({ session }) => session.do('server.resign', {}),
  },
  R: {
    says: 'only people who have signed in may write to them',
    isSet: ({ accountsOnly }) => accountsOnly,
    set: ({ session }) => session.do('person.profile', { accountsOnly: true }),
    unset: ({ session }) => session.do('person.profile', { accountsOnly: false }),
  },
  w: {
    says: 'told what operators announce (WALLOPS)',
    isSet: (_, { modes }) => modes.has('w'),
    set: ({ modes }) => void modes.add('w'),
    unset: ({ modes }) => void modes.delete('w'),
  },
} satisfies Record<string, UserMode>

/** `MODE nick [modes]` */
export async function userMode(client: Client, { params: [target = '', changes] }: Line): Promise<void> {
  const { person } = client
  if (person === undefined) return
  if (!isSameName(target, nickOf(person.author))) {
    const exists = client.server.ports.chat.people.byName(target) !== undefined
    return exists ? client.numeric('ERR_USERSDONTMATCH') : client.numeric('ERR_NOSUCHNICK', target)
  }
  if (changes === undefined) return client.numeric('RPL_UMODEIS', `+${modesOf(person, client)}`)
  await change(client, changes)
}

export function modesOf(person: PersonView, client: Client): string {
  return Object.entries<UserMode>(userModes)
    .filter(([, mode]) => mode.isSet(person, client))
    .map(([letter]) => letter)
    .join('')
}

async function change(client: Client, changes: string): Promise<void> {
  const changed = { '+': '', '-': '' }
  let sign: '+' | '-' = '+'
  let unknown = false
  for (const letter of changes) {
    if (letter === '+' || letter === '-') sign = letter
    else if (!Object.hasOwn(userModes, letter)) unknown = true
    else if (await changeOne(client, letter as keyof typeof userModes, sign)) changed[sign] += letter
  }
  if (unknown) client.numeric('ERR_UMODEUNKNOWNFLAG')
  const done = `${changed['+'] === '' ? '' : `+${changed['+']}`}${changed['-'] === '' ? '' : `-${changed['-']}`}`
  if (done !== '') client.send({ ...serverLine(client.server, 'MODE', [client.nick, done]), source: client.mask })
}

async function changeOne(client: Client, letter: keyof typeof userModes, sign: '+' | '-'): Promise<boolean> {
  const mode: UserMode = userModes[letter]
  const { person } = client
  const isSet = person !== undefined && mode.isSet(person, client)
  const act = sign === '+' ? mode.set : mode.unset
  if (act === undefined || isSet === (sign === '+')) return false
  await act(client)
  return true
}
