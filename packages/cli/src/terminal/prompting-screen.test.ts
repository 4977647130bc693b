import { PassThrough, Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'

import { openScreen } from './open-screen.ts'
import { progressOf } from './progress.ts'
import type { Screen } from './screen.ts'

interface Bench {
  readonly screen: Screen
  readonly interrupts: number
  type(text: string): Promise<void>
  /** What was written since the last look. */
  written(): string
}

function bench(options: { terminal: boolean; plain?: boolean }): Bench {
  let text = ''
  const out = new Writable({ write: (chunk, _encoding, done) => done(void (text += String(chunk))) })
  const about = { isTTY: options.terminal, columns: 80, rows: 24 }
  const [stdin, stdout] = [Object.assign(new PassThrough(), about), Object.assign(out, about)]
  let interrupts = 0
  const screen = openScreen(
    { stdin, stdout, stderr: stdout },
    {
      plain: options.plain === true,
      interrupted: () => void interrupts++,
      isSecret: (line) => line.startsWith('/login '),
    },
  )
  return {
    screen,
    get interrupts() {
      return interrupts
    },
    async type(text) {
      stdin.write(text)
      await turn()
    },
    written() {
      const before = text
      text = ''
      return before
    },
  }
}

/** What a terminal of 80 columns shows after all that was written to it; only what readline uses is understood. */
function shown(written: string): string[] {
  const rows: string[] = ['']
  let [row, column] = [0, 0]
  const put = (char: string): void => {
    if (column === 80) [row, column] = [row + 1, 0]
    rows[row] = (rows[row] ?? '').padEnd(column).slice(0, column) + char + (rows[row] ?? '').slice(column + 1)
    column++
  }
  const moves: Record<string, (count: number) => void> = {
    A: (count) => (row -= count),
    B: (count) => (row += count),
    C: (count) => (column += count),
    G: (count) => (column = count - 1),
    J: () => ((rows.length = row + 1), (rows[row] = (rows[row] ?? '').slice(0, column))),
    m: () => {},
  }
  // oxlint-disable-next-line no-control-regex
  for (const [piece, count, kind] of written.matchAll(/\u001b\[(\d*)([A-Za-z])|[^]/gu)) {
    if (kind !== undefined) moves[kind]?.(Number(count || 1))
    else if (piece === '\n') [row, column] = [row + 1, 0]
    else if (piece === '\r') column = 0
    else put(piece)
  }
  return Array.from(rows, (text) => text ?? '')
}

describe('on a terminal', () => {
  test('[R-CLI-26] what comes in is printed above what is being typed, which stays as it is', async () => {
    const { screen, type, written } = bench({ terminal: true })
    screen.setPrompt('Lobby> ')
    const lines = screen.lines()[Symbol.asyncIterator]()
    const first = lines.next()
    await type('hel')
    screen.print('12:00 ben: hi')
    expect(shown(written())).toEqual(['12:00 ben: hi', 'Lobby> hel'])
    await type('lo\r')
    expect(await first).toEqual({ value: 'hello', done: false })
    screen.close()
  })

  test('[R-CLI-26] what is being typed on several rows is taken away whole', async () => {
    const { screen, type, written } = bench({ terminal: true })
    screen.setPrompt('> ')
    void screen.lines()[Symbol.asyncIterator]().next()
    await type('x'.repeat(170))
    screen.print('above')
    screen.print('and below that')
    const typed = ['x'.repeat(78), 'x'.repeat(80), 'x'.repeat(12)]
    const before = written()
    expect(shown(before)).toEqual(['above', 'and below that', `> ${typed[0]}`, typed[1], typed[2]])
    await type('\u0001') // Ctrl-A: back to the beginning of the line
    screen.print('still below')
    expect(shown(before + written())[2]).toBe('still below')
    screen.close()
  })

  test('[R-CLI-27] a transfer is a bar before the prompt, and is gone when it is over', async () => {
    const { screen, written } = bench({ terminal: true })
    screen.setPrompt('> ')
    void screen.lines()[Symbol.asyncIterator]().next()
    const progress = progressOf(screen, { name: 'cat.png', bytes: 1_000 })
    progress(500)
    expect(shown(written()).at(-1)).toBe('cat.png [##########----------] 50 % > ')
    progress(501)
    expect(written()).toBe('')
    progress.done()
    expect(shown(written())).toEqual(['> '])
    screen.close()
  })

  test('[R-CLI-11] Ctrl-D ends the input, and what is said after that is a line of its own', async () => {
    const { screen, type, written } = bench({ terminal: true })
    screen.setPrompt('> ')
    const lines = screen.lines()[Symbol.asyncIterator]()
    const first = lines.next()
    await type('\u0004')
    expect(await first).toEqual({ value: undefined, done: true })
    screen.print('goodbye')
    expect(shown(written())).toEqual(['goodbye'])
  })

  test('[R-CLI-31] a line with a password is taken away when it was typed, and is not offered again', async () => {
    const { screen, type, written } = bench({ terminal: true })
    screen.setPrompt('Lobby> ')
    const lines = screen.lines()[Symbol.asyncIterator]()
    const secret = `/login alice ${'correct horse '.repeat(12)}`
    const first = lines.next()
    await type('hello\r')
    expect(await first).toEqual({ value: 'hello', done: false })
    const second = lines.next()
    await type(`${secret}\r`)
    expect(await second).toEqual({ value: secret, done: false })
    void lines.next()
    screen.print('You have signed in.')
    await type('\u001b[A') // up: the line before that one
    expect(shown(written())).toEqual(['Lobby> hello', 'Lobby> /login ********', 'You have signed in.', 'Lobby> hello'])
    screen.close()
  })

  test('a question is asked once, and answered by a line; Ctrl-C is handed on', async () => {
    const made = bench({ terminal: true })
    const { screen, type, written } = made
    const answer = screen.ask('Your name? ')
    await type('ann\r')
    expect(shown(written())[0]).toBe('Your name? ann')
    expect(await answer).toBe('ann')
    await type('\u0003')
    expect(made.interrupts).toBe(1)
    screen.close()
  })
})

describe('in a pipe, and where a plain screen is asked for', () => {
  test.each([{ terminal: false }, { terminal: true, plain: true }])(
    '[R-CLI-7] %j: lines and nothing else',
    async (options) => {
      const { screen, type, written } = bench(options)
      screen.setPrompt('Lobby> ')
      const lines = screen.lines()[Symbol.asyncIterator]()
      const first = lines.next()
      screen.print(screen.paint.bold('12:00 ben: hi'))
      const progress = progressOf(screen, { name: 'cat.png', bytes: 1_000 })
      for (const bytes of [100, 250, 500, 510, 1_000]) progress(bytes)
      progress.done()
      await type('hello\n')
      expect(await first).toEqual({ value: 'hello', done: false })
      expect(written()).toBe('12:00 ben: hi\ncat.png: 25 %\ncat.png: 50 %\ncat.png: 100 %\n')
      screen.close()
    },
  )

  test('nobody is asked for a name in a pipe', async () => {
    const { screen, written } = bench({ terminal: false })
    expect(await screen.ask('Your name? ')).toBeUndefined()
    expect(written()).toBe('')
    screen.close()
  })
})
