// Reading and writing modes as text, with anything that somebody may send.

import type { Role } from '@hubbub/protocol'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { listedOf, writtenMask } from './masks.ts'
import { readModes } from './read.ts'
import { channelModeLetters, type Kept } from './table.ts'
import { changedModes, memberChange, modesOf } from './write.ts'

const settings = fc.record(
  {
    moderated: fc.constant(true as const),
    secret: fc.constant(true as const),
    topicLocked: fc.constant(true as const),
    open: fc.constant(true as const),
    key: fc.stringMatching(/^[a-z]{1,8}$/u),
    limit: fc.integer({ min: 1, max: 1_000 }),
  },
  { requiredKeys: [] },
)
const kept: fc.Arbitrary<Kept> = fc.record({ kind: fc.constantFrom('public', 'invite-only'), settings })

test('[R-IRC-150] what is written of a room, read again, makes it what it was', () => {
  fc.assert(
    fc.property(kept, (room) => {
      const [letters = '', ...values] = modesOf(room, true)
      const changes = readModes(letters, values).map((change) =>
        change.kind === 'setting' ? change.wanted : undefined,
      )
      const set = Object.assign({}, ...changes.map((wanted) => wanted?.set))
      const kind = changes.some((wanted) => wanted?.kind === 'invite-only') ? 'invite-only' : 'public'
      const { open, ...rest } = room.settings
      // What is closed is written; what is open is what is not written.
      expect({ kind, settings: set }).toEqual({
        kind: room.kind,
        settings: open === true ? rest : { ...rest, open: false },
      })
    }),
  )
})

test('[R-IRC-153] whatever is sent is read without harm, a change for each letter', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (letters, params) => {
      const changes = readModes(letters, params)
      expect(changes.length).toBe([...letters].filter((letter) => letter !== '+' && letter !== '-').length)
    }),
  )
})

test('[R-IRC-150] of changes that are no modes nothing is written', () => {
  expect(changedModes({ kind: 'public', settings: {} }, ['something', 'else'])).toEqual([])
})

test('[R-IRC-157] a mask that is written here is read as the same entry', () => {
  const lists = fc.constantFrom('ban', 'mute', 'ban-exception', 'invite-exception')
  const masks = fc.oneof(fc.stringMatching(/^[a-z]{1,5}!\*@[a-z.]{1,5}$/u), fc.stringMatching(/^account:[a-z]{1,8}$/u))
  fc.assert(
    fc.property(lists, masks, (list, mask) => {
      const written = writtenMask({ list, mask })
      expect(listedOf(written.letter, written.mask)).toEqual({ list, mask })
    }),
  )
})

test('[R-IRC-155] the signs that somebody sees of a member are what the changes they were told add up to', () => {
  const roles = fc.constantFrom<Role>('owner', 'moderator', 'voice', 'member')
  for (const has of [new Set<never>(), new Set(['multi-prefix'] as const)]) {
    fc.assert(
      fc.property(fc.array(roles, { minLength: 1 }), (all) => {
        const seen = new Set<string>()
        let was: Role = 'member'
        for (const role of all) {
          let sign = '+'
          for (const letter of memberChange({ nick: 'n', was, role }, has)[0] ?? '') {
            if (letter === '+' || letter === '-') sign = letter
            else if (sign === '+') seen.add(letter)
            else seen.delete(letter)
          }
          was = role
        }
        const isOperator = was === 'owner' || was === 'moderator'
        const expected = isOperator ? (has.size > 0 ? ['o', 'v'] : ['o']) : was === 'voice' ? ['v'] : []
        expect([...seen].toSorted()).toEqual(expected)
      }),
    )
  }
})

test('[R-IRC-160] no letter stands for two modes', () => {
  const letters = [...channelModeLetters, 'o', 'v']
  expect(new Set(letters).size).toBe(letters.length)
})
