// How a connection becomes a person: when nothing is missing any more, it is let in and welcomed.

import { type ErrorCode, limits, type Refusal, refusalOf, type Reply } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { tellOwnNoted } from '../metadata/sync.ts'
import { asksForHistory } from '../history/replay.ts'
import { comeAway } from '../who/away.ts'
import { passwordFits } from './password.ts'
import { type Registering, splitDevice } from './registering.ts'
import { welcome } from './welcome.ts'

/** Lets the client in if it has said everything: NICK, USER, the password, and CAP END if it has begun to negotiate. */
export async function completeRegistration(client: Client): Promise<void> {
  const { registering } = client
  if (registering === undefined || !isComplete(registering)) return
  if (client.exchange !== undefined) {
    // Who ends the registration in the middle of a sign-in does without it (sasl-3.1, "The AUTHENTICATE command").
    client.exchange = undefined
    client.numeric('ERR_SASLABORTED')
  }
  if (!(await passwordFits(client)) || !(await signedInByPass(client))) {
    client.numeric('ERR_PASSWDMISMATCH')
    return client.close('Password incorrect')
  }
  const now = client.server.ports.clock.now()
  const entered = await identify(client, registering)
  if (entered === undefined) return
  await letIn(client, registering, entered)
  const isFirst = (client.person?.since ?? now) >= now
  if (registering.away !== undefined) await comeAway(client, registering.away, isFirst)
}

function isComplete({ nick, user, negotiating }: Registering): boolean {
  return nick !== undefined && user !== undefined && !negotiating
}

/** `PASS account:password`, for clients that know no SASL, where the server has no password of its own. */
async function signedInByPass({ registering, session, server }: Client): Promise<boolean> {
  const said = registering?.password
  const colon = said?.indexOf(':') ?? -1
  if (registering === undefined || said === undefined || colon <= 0) return true
  if (server.settings().password !== undefined || session.account !== undefined) return true
  const { name, device } = splitDevice(said.slice(0, colon))
  registering.device ??= device
  return session.do('person.sign-in', { account: name, password: said.slice(colon + 1) }).then(
    () => true,
    () => false,
  )
}

type Entered = Reply<'person.identify'>

async function identify(client: Client, registering: Registering): Promise<Entered | undefined> {
  const { nick: name = '', user = '', about } = registering
  const device = deviceOf(client, registering)
  try {
    return await client.session.do('person.identify', {
      name,
      user: userName(user),
      ...(about === undefined ? {} : { about }),
      ...(device === undefined ? {} : { device }),
    })
  } catch (cause) {
    const refusal = refusalOf(cause)
    const answer: Answer = answers[refusal.code] ?? sendAway
    answer(client, refusal)
    return undefined
  }
}

/**
 * Whose backlog is sent. An account's programs that name no device share one, so that they are sent what none of them has had;
 * what a program asks for itself is not sent, and nobody else loses it.
 */
function deviceOf({ session, has }: Client, { device = 'irc' }: Registering): string | undefined {
  return session.account === undefined || asksForHistory(has) ? undefined : device
}

/** What a client calls itself, as far as a mask can show it. */
function userName(user: string): string {
  return user.replace(/[^\w.+-]/gu, '').slice(0, limits.user_name_chars_max) || 'user'
}

async function letIn(client: Client, { noted }: Registering, { rooms }: Entered): Promise<void> {
  const isLobbyHidden = !client.server.settings().irc.autoJoin
  for (const { kind, slug } of rooms) if (kind === 'lobby' && isLobbyHidden) client.hidden.add(slug)
  client.replay.came(rooms)
  client.welcomed()
  await welcome(client, rooms)
  await tellOwnNoted(client, noted)
}

// ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type Answer = (client: Client, refusal: Refusal) => void

const inUse: Answer = (client) => askAgain(client, 'ERR_NICKNAMEINUSE')
const erroneous: Answer = (client) => askAgain(client, 'ERR_ERRONEUSNICKNAME')

/** A nick that cannot be had is asked for again; anything else ends the connection. */
const answers: Partial<Record<ErrorCode, Answer>> = {
  'name-taken': inUse,
  'name-reserved': (client, refusal) => {
    client.notice(refusal.message)
    inUse(client, refusal)
  },
  'name-invalid': erroneous,
  'name-confusing': erroneous,
  'too-long': erroneous,
  'banned': (client, refusal) => {
    client.numeric('ERR_YOUREBANNEDCREEP')
    sendAway(client, refusal)
  },
  'account-required': (client, refusal) => {
    client.standard('FAIL', '*', 'ACCOUNT_REQUIRED', refusal.message)
    sendAway(client, refusal)
  },
}

function sendAway(client: Client, { message }: Refusal): void {
  client.close(message)
}

function askAgain(client: Client, why: 'ERR_NICKNAMEINUSE' | 'ERR_ERRONEUSNICKNAME'): void {
  client.numeric(why, client.nick)
  if (client.registering !== undefined) client.registering.nick = undefined
}
