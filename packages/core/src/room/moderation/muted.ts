// Whether somebody is on a list of people who may not speak in a room: looked up once, since whoever talks talks again.

import { isListed } from '../../mask.ts'
import type { Present } from '../../person/people.ts'
import type { RoomView } from '../../ports.ts'

type Bans = RoomView['bans']
type Masked = Pick<Present, 'author' | 'user' | 'host' | 'address'>

/** What was found. It holds until the person is called otherwise, comes from elsewhere, or a ban ends. */
interface Verdict extends Masked {
  readonly isMuted: boolean
  readonly until: number
}

// A room's bans are replaced as a whole when they change, and what was found in them goes with them.
const verdicts = new WeakMap<Bans, WeakMap<Present, Verdict>>()

/** Who is muted or banned may not speak, unless a list of exceptions has them too. */
export function isMuted(person: Present, bans: Bans, now: number): boolean {
  let known = verdicts.get(bans)
  if (known === undefined) verdicts.set(bans, (known = new WeakMap()))
  let verdict = known.get(person)
  if (verdict === undefined || now >= verdict.until || !isOf(verdict, person)) {
    known.set(person, (verdict = judge(person, bans, now)))
  }
  return verdict.isMuted
}

function judge(person: Present, bans: Bans, now: number): Verdict {
  const { author, user, host, address } = person
  const given = { one: person, now }
  const isHeld = isListed(bans, 'mute', given) || isListed(bans, 'ban', given)
  const ends = bans.flatMap((ban) => (ban.until !== undefined && ban.until > now ? ban.until : []))
  const isMuted = isHeld && !isListed(bans, 'ban-exception', given)
  return { author, user, host, address, isMuted, until: Math.min(...ends, Infinity) }
}

function isOf(verdict: Verdict, { author, user, host, address }: Masked): boolean {
  return verdict.author === author && verdict.user === user && verdict.host === host && verdict.address === address
}
