// A lobby with a long past: as many messages as asked for, of the kinds that people write, put into a store before a server opens it.

import { limits } from '@hubbub/protocol'
import { openSqliteStore } from '@hubbub/server/parts'

const people = 24
const everyMs = 60_000
const atOnce = 10_000

const topics = ['the build', 'tea', 'the new door', 'yesterday’s meeting', 'the garden', 'IRC', 'that picture', 'lunch']

/** A few sentences, other ones for each number. */
function talk(n: number, sentences: number): string {
  const one = (i: number): string =>
    `I have thought about ${topics[(n * 7 + i * 3) % topics.length]} again, and about what ${(n * 13 + i) % 97} of us said.`
  return Array.from({ length: sentences }, (_, i) => one(i)).join(' ')
}

/** Twenty messages in the proportions of a chat among people who write software; each begins with its number. */
const kinds: readonly ((n: number) => string)[] = [
  (n) => talk(n, 1),
  (n) => `yes, ${topics[n % topics.length]}`,
  (n) => talk(n, 2),
  (n) => `see https://example.org/${n} for **more** on _${topics[n % topics.length]}_`,
  () => 'agreed 👍',
  (n) => talk(n, 1),
  (n) => `what does \`read(${n})\` do there? #lobby`,
  (n) => talk(n, 4),
  () => 'ok',
  (n) => `${talk(n, 1)}\n\n- one\n- two, with *stress*\n- [three](https://example.org/three)`,
  (n) => talk(n, 1),
  (n) => `\n\`\`\`ts\nexport function f${n}(a: number): string {\n  return \`\${a} of ${n}\` // as it was\n}\n\`\`\``,
  (n) => talk(n, 3),
  () => 'haha 😄🎉',
  (n) => `\n> ${talk(n, 1)}\n\nThat is ~~not~~ how I see it.`,
  (n) => talk(n, 1),
  (n) => `no; ${talk(n, 1)}`,
  (n) => (n % 200 < 20 ? `${talk(n, 12)}\n\n${talk(n + 1, 12)}\n\n${talk(n + 2, 12)}` : talk(n, 1)),
  () => 'good morning',
  (n) => talk(n, 2),
]

export function bodyOf(n: number): string {
  return `No. ${n}: ${kinds[n % kinds.length]?.(n)}`
}

/** Puts them into the lobby of the store in `dir`; the first is the room's entry 1. */
export async function fillLobby(dir: string, count: number): Promise<void> {
  const now = Date.now()
  const log = { warn: () => {}, error: (fields: object, says: string) => console.error(says, fields) }
  const store = await openSqliteStore({ dir, log, limits })
  const authors = await Promise.all(
    Array.from({ length: people }, async (_, i) => {
      const made = await store.createPerson({ name: `p${i}`, skeleton: `p${i}`, at: now })
      if (typeof made === 'string') throw new Error(made)
      return { id: made.id, name: made.name }
    }),
  )
  const say = async (n: number): Promise<void> => {
    // Some say several things in a row.
    const author = authors[Math.floor(n / 3) % people]!
    const reply = n % 15 === 0 ? { reply: n - 7 } : {}
    const at = now - (count - n) * everyMs
    await store.append({ room: store.lobby.id, author, body: bodyOf(n), at, ...reply })
    if (n % 25 !== 0) return
    for (const text of ['👍', '🎉']) {
      await store.react({ room: store.lobby.id, seq: n, person: authors[n % people]!, text, on: true, at })
    }
  }
  for (let from = 1; from <= count; from += atOnce) {
    const more = Math.min(atOnce, count - from + 1)
    await Promise.all(Array.from({ length: more }, (_, i) => say(from + i)))
  }
  await store.close()
}
