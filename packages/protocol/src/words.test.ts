import { describe, expect, test } from 'vitest'

import { checkInput } from './check.ts'
import { errors, Refusal } from './errors.ts'
import { limits } from './limits.ts'
import { commandNames, commands, eventNames, events } from './registry.ts'
import { helpLines, readTyped } from './slash.ts'

const refusal = (name: Parameters<typeof checkInput>[0], input: unknown): Refusal => {
  try {
    checkInput(name, input)
  } catch (cause) {
    if (cause instanceof Refusal) return cause
  }
  throw new Error('was not refused')
}

describe('declarations', () => {
  test.each(commandNames)('[R-WORD-1] the example of %s satisfies its schemas', (name) => {
    const { input, reply, example, summary, errors: codes } = commands[name]
    expect(input.safeParse(example.input).success).toBe(true)
    expect(reply.safeParse(example.reply).success).toBe(true)
    expect(summary).toMatch(/\.$/u)
    for (const code of codes) expect(errors).toHaveProperty([code])
  })

  test.each(eventNames)('[R-WORD-1] the example of %s satisfies its schema', (name) => {
    expect(events[name].payload.safeParse(events[name].example).success).toBe(true)
  })

  test('[R-WORD-1] a message’s noun is the first half of its name', () => {
    for (const name of [...commandNames, ...eventNames]) {
      expect(name).toMatch(/^(session|person|room|message|file|server)\.[a-z]+(-[a-z]+)*$/u)
    }
  })
})

describe('the check at the door', () => {
  test('[R-WORD-2] fitting input passes, tidied and with defaults', () => {
    expect(checkInput('person.identify', { name: '  Ann  Lee ' })).toEqual({ name: 'Ann Lee' })
    expect(checkInput('room.create', { name: 'Dev' })).toEqual({ name: 'Dev', kind: 'public', lifetime: 'kept' })
  })

  test.each([
    ['person.identify', { name: '#x' }, 'name-invalid'],
    ['person.identify', { name: 'p\u0430ypal' }, 'name-confusing'],
    ['person.identify', { name: 'x'.repeat(2_000) }, 'too-long'],
    ['person.identify', { name: 7 }, 'bad-input'],
    ['message.send', { room: 'lobby' }, 'bad-input'],
    ['message.send', { body: 'hi' }, 'bad-input'],
    ['message.send', { room: 'lobby', to: 'bob', body: 'hi' }, 'bad-input'],
    ['message.history', { room: 'lobby', before: -3 }, 'bad-input'],
    ['message.history', { room: 'lobby', limit: 100_000 }, 'bad-input'],
    ['room.invite', { room: 'lobby', people: [] }, 'bad-input'],
    ['session.ping', null, 'bad-input'],
  ] as const)('[R-WORD-2] %s %j is refused with %s', (name, input, code) => {
    expect(refusal(name, input).code).toBe(code)
  })

  test('[R-WORD-2] a refusal of a field names the field', () => {
    expect(refusal('message.send', { room: 'lobby', body: 5 }).subject).toMatch(/^body: /u)
  })

  test('[R-WORD-3] a body is made well-formed and loses NUL; too many bytes are refused', () => {
    expect(checkInput('message.send', { room: 'l', body: 'a\0b\ud800' })).toMatchObject({ body: 'ab\ufffd' })
    const longest = 'ů'.repeat(limits.message_body_bytes_max / 2)
    expect(checkInput('message.send', { room: 'l', body: longest })).toMatchObject({ body: longest })
    expect(refusal('message.send', { room: 'l', body: `${longest}x` }).code).toBe('too-long')
  })
})

describe('slash commands', () => {
  test.each([
    ['/join #Dev Talk', 'room.join', { room: 'Dev Talk' }],
    ['/J dev', 'room.join', { room: 'dev' }],
    ['/msg "Ann Lee" hi  there', 'message.send', { to: 'Ann Lee', body: 'hi  there' }],
    ['/private Club', 'room.create', { name: 'Club', kind: 'invite-only' }],
    ['/invite bob "Ann Lee"', 'room.invite', { room: 'here', people: ['bob', 'Ann Lee'] }],
    ['/topic', 'room.topic', { room: 'here' }],
    ['/topic Tea at 5', 'room.topic', { room: 'here', topic: 'Tea at 5' }],
    ['/history 20', 'message.history', { room: 'here', limit: 20 }],
    ['/say /etc is a folder', 'message.send', { room: 'here', body: '/etc is a folder' }],
    ['/away', 'person.status', { status: 'AWAY' }],
    ['/quit', 'session.leave', {}],
  ] as const)('[R-WORD-4] %s is a command', (line, name, input) => {
    const typed = readTyped(line, 'here')
    expect(typed).toEqual({ kind: 'command', name, input })
    expect(() => checkInput(name, input)).not.toThrow()
  })

  test('[R-WORD-4] help has a line for every spelling, and the local ones', () => {
    const help = helpLines([{ word: 'file', usage: '/file PATH', says: 'share a file' }]).join('\n')
    for (const name of commandNames)
      for (const form of commands[name].slash ?? []) expect(help).toContain(`/${form.word}`)
    expect(help).toContain('/file PATH')
    expect(help).toContain('/help')
  })

  test('[R-WORD-5] a line is text, an unknown word or a lack of arguments says what to type', () => {
    expect(readTyped('hello /world', 'here')).toEqual({ kind: 'text', body: 'hello /world' })
    expect(readTyped('/nonsense x', 'here')).toMatchObject({ kind: 'mistake', says: expect.stringContaining('/help') })
    expect(readTyped('/msg bob', 'here')).toMatchObject({ kind: 'mistake', says: 'Usage: /msg TO BODY' })
    expect(readTyped('/', 'here')).toMatchObject({ kind: 'mistake' })
    expect(readTyped('/help', 'here')).toEqual({ kind: 'help' })
    expect(readTyped('/file a b.txt', 'here', [{ word: 'file', usage: '/file PATH', says: '' }])).toEqual({
      kind: 'local',
      word: 'file',
      rest: 'a b.txt',
    })
  })
})
