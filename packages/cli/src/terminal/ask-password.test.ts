// Proves that a password is asked for twice on a terminal and shown nowhere, and read as a line elsewhere.

import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

import { askPassword } from './ask-password.ts'

/** A terminal on which this is typed, and what it shows. */
async function ask(typed: string, isTTY = true) {
  const stdin = Object.assign(new PassThrough(), { isTTY })
  const stderr = new PassThrough()
  stdin.end(typed)
  const answer = await askPassword({ stdin, stderr }).catch((cause: Error) => cause.message)
  stderr.end()
  return { answer, shown: await text(stderr) }
}

test('[R-CLI-40] on a terminal it is asked for twice, and never shown', async () => {
  expect(await ask('correct horse\rcorrect horse\r')).toEqual({
    answer: 'correct horse',
    shown: 'Password: \nAgain: \n',
  })
})

test.each([
  ['two that differ', 'correct\rhorse\r', 'Those are two different passwords.'],
  ['the end of the input', 'correct\r', 'Nothing was typed.'],
  ['Ctrl-C', 'corr\x03', 'Nothing was typed.'],
])('[R-CLI-40] %s is no password', async (_name, typed, says) => {
  expect((await ask(typed)).answer).toBe(says)
})

test.each([
  ['a b\n', 'a b'],
  ['a b\r\n', 'a b'],
  [' a b ', ' a b '],
  ['a b\na b\n', 'a b'],
])('[R-CLI-40] elsewhere it is the first line of the input %j', async (typed, answer) => {
  expect(await ask(typed, false)).toEqual({ answer, shown: '' })
})
