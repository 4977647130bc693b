import { describe, expect, test } from 'vitest'

import { isSecret, readLine } from './typed.ts'

describe('typed lines', () => {
  test.each([
    ['.file a b.txt', { kind: 'local', word: 'file', rest: 'a b.txt' }],
    ['.image  cat.png ', { kind: 'local', word: 'image', rest: 'cat.png' }],
    ['.file', { kind: 'local', word: 'file', rest: '' }],
    ['/file a b.txt', { kind: 'local', word: 'file', rest: 'a b.txt' }],
    ['/save', { kind: 'local', word: 'save', rest: '' }],
    ['.help', { kind: 'help' }],
    ['/help', { kind: 'help' }],
    ['.quit', { kind: 'command', name: 'session.leave', input: {} }],
    [':quit', { kind: 'command', name: 'session.leave', input: {} }],
    ['/quit', { kind: 'command', name: 'session.leave', input: {} }],
  ])('[R-CLI-12] %s is a command', (line, typed) => {
    expect(readLine(line, 'lobby')).toEqual(typed)
  })

  test.each([
    '.filename',
    '...',
    '.',
    '. file x',
    '.images x',
    ':quit it',
    '.quit now',
    'hello',
    '  indented',
    '.hidden',
  ])('[R-CLI-12] %s is text', (line) => {
    expect(readLine(line, 'lobby')).toEqual({ kind: 'text', body: line })
  })

  test.each(['/login alice pw', '/Register pw', '  /password old new', '/signin a b', '/oper admin pw'])(
    '[R-CLI-31] %s holds a password, and is a command whatever stands before it',
    (line) => {
      expect(isSecret(line)).toBe(true)
      expect(readLine(line, 'lobby').kind).toBe('command')
    },
  )

  test.each(['/login', 'login alice pw', '/msg bob hi', '/help', ' /who'])('%s holds no password', (line) => {
    expect(isSecret(line)).toBe(false)
  })

  test('commands of the server come from their declarations, with the room one is in', () => {
    expect(readLine('/topic Tea', 'dev')).toEqual({
      kind: 'command',
      name: 'room.topic',
      input: { room: 'dev', topic: 'Tea' },
    })
  })
})
