import { commandNames, commands, limits, type Message } from '@hubbub/protocol'
import { beforeAll, expect, test, vi } from 'vitest'

import { languages } from '../../i18n/languages.ts'
import { spelled, spelledAs } from './commands/forms.ts'
import { argumentWords, helpWords } from './commands/help-words.ts'
import { commandRows } from './commands/rows.ts'
import type * as Run from './commands/run.ts'
import { bytesOver, lastOf, readText } from './reading.ts'
import { silencedIn } from './speaking.ts'

const nobody = { operates: false, moderates: false }
const me = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const room = { slug: 'dev', name: 'Dev', kind: 'public', topic: '', seq: 1, read: 1 } as const

const kept = new Map<string, string>()
let run: typeof Run
beforeAll(async () => {
  // Where an answer leads is an address of the page.
  vi.stubGlobal('location', new URL('http://localhost/'))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  })
  run = await import('./commands/run.ts')
})

test('every command that can be typed has its words in every language, and so has each of its arguments [R-WEBCO-7]', () => {
  for (const { form } of spelled) {
    expect(Object.keys(helpWords)).toContain(form.word)
    for (const { field } of form.takes) expect(Object.keys(argumentWords)).toContain(field)
  }
  for (const language of languages) {
    const rows = commandRows(language, { operates: true, moderates: true })
    expect(rows).toHaveLength(spelled.length + 1)
    expect(rows.every(({ says, usage }) => says !== '' && usage.startsWith('/'))).toBe(true)
  }
  expect(commandRows('fr', nobody).find(({ word }) => word === 'msg')?.usage).toBe('/msg À-QUI TEXTE')
})

test('what one may not do is not offered [R-WEBCO-7]', () => {
  const words = (powers: typeof nobody): string[] => commandRows('en', powers).map(({ word }) => word)
  expect(words(nobody)).not.toContain('kick')
  expect(words({ operates: false, moderates: true })).toContain('kick')
  expect(words({ operates: false, moderates: true })).not.toContain('rehash')
  expect(words({ operates: true, moderates: true })).toContain('rehash')
})

test('every command that can be typed has an answer, on its own example [R-WEBCO-8]', () => {
  const commandsTyped = commandNames.filter((name) => spelled.some(({ command }) => command === name))
  expect(Object.keys(run.answers).toSorted()).toEqual(commandsTyped.toSorted())
  for (const name of commandsTyped) {
    const row = run.answers[name]
    if (row === undefined || row === 'silent') continue
    const { input, reply } = commands[name].example
    const state = { session: { me } }
    const answer = row({ input, reply, state, language: 'en', t: (key: string) => key } as never)
    expect(Object.keys(answer).length + Number(name === 'message.send')).toBeGreaterThan(0)
  }
})

const reader = { language: 'en', powers: nobody, leave: async () => {} } as const
const client = { state: { session: { me } } } as never

async function mistake(line: string): Promise<string> {
  const typed = readText(line, 'dev')
  if (typed.kind === 'text') throw new Error('That is a text.')
  return run.run(client, { line, typed }, reader).then(
    () => '',
    (cause: Error) => cause.message,
  )
}

test('what is no command, or lacks an argument, is not said: it is told what to write [R-WEBCO-9]', async () => {
  expect(await mistake('/etc/hosts is a file')).toContain('no command /etc/hosts')
  expect(await mistake('/topc')).toContain('no command /topc')
  expect(await mistake('/msg bob')).toBe('It is written /msg TO TEXT')
})

test('/help lists the commands, and /search leads to its page [R-WEBCO-8]', async () => {
  const give = (line: string) => run.run(client, { line, typed: readText(line, 'dev') as never }, reader)
  const { rows = [] } = await give('/help')
  expect(rows.map(({ text }) => text)).toEqual(expect.arrayContaining(['/join ROOM', '/help']))
  expect(await give('/search in:dev tea')).toEqual({ path: '/search?q=in%3Adev%20tea' })
})

test('a line with a password in it is a command, and never said [R-WEBCO-10]', () => {
  expect(readText('  /login alice secret', 'dev')).toMatchObject({ kind: 'command', name: 'person.sign-in' })
  expect(readText(' /who', 'dev')).toEqual({ kind: 'text', body: ' /who' })
  expect(readText('two\nlines \n', 'dev')).toEqual({ kind: 'text', body: 'two\nlines' })
  expect(spelledAs('J')?.command).toBe('room.join')
})

test('a draft is kept for its room, and one with a password in it is not [R-WEBCO-10]', async () => {
  const { draft, draftingIn } = await import('../../state/drafting.ts')
  draft('dev', { text: 'half a thought' })
  draft('tea', { text: '/login alice secret' })
  expect([draftingIn('dev').text, draftingIn('tea').text]).toEqual(['half a thought', '/login alice secret'])
  expect([...kept.values()].join()).toContain('half a thought')
  expect([...kept.values()].join()).not.toContain('secret')
})

test('how much too long a text is is known before it is sent, in bytes [R-WEBCO-1]', () => {
  expect(bytesOver('x'.repeat(limits.message_body_bytes_max))).toBe(0)
  expect(bytesOver('č'.repeat(limits.message_body_bytes_max / 2) + 'x')).toBe(1)
  expect(bytesOver(`${'x'.repeat(limits.message_body_bytes_max)}\n\n`)).toBe(0)
})

test('the last thing one said can be changed, unless it was taken back or is a file [R-WEBCO-2]', () => {
  const entry = (seq: number, more: Partial<Message> = {}): Message => ({
    room: 'dev',
    seq,
    at: seq,
    author: me,
    body: 'x',
    ...more,
  })
  const erased = { by: me, at: 9 }
  const entries = [entry(1), entry(2), entry(3, { author: { id: 8, name: 'bob' } }), entry(4, { body: '', erased })]
  expect(lastOf(me.id, { entries })?.seq).toBe(2)
  expect(lastOf(8, { entries })?.seq).toBe(3)
  expect(lastOf(9, { entries })).toBeUndefined()
})

test('who may not speak in a room is told so: not voices, operators and those who have signed in [R-WEBCO-3]', () => {
  const why = (settings: object, role?: 'voice' | 'member', who: object = me) =>
    silencedIn(
      { rooms: new Map([['dev', { ...room, settings, ...(role && { role }) }]]), session: { me: who } } as never,
      'dev',
    )
  expect(why({})).toBeUndefined()
  expect(why({ moderated: true })).toBe('moderated')
  expect(why({ moderated: true }, 'member')).toBe('moderated')
  expect(why({ moderated: true }, 'voice')).toBeUndefined()
  expect(why({ moderated: true }, undefined, { ...me, operator: true })).toBeUndefined()
  expect(why({ accountsSpeak: true })).toBe('accounts')
  expect(why({ accountsSpeak: true }, undefined, { ...me, account: 'alice' })).toBeUndefined()
})
