// Proves that a server may be stricter about the length of names than the protocol.

import { testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

test('[R-CONFIG-9] names of people and rooms may be shorter here than elsewhere', async () => {
  await using brain = await testBrain({ limits: { person_name_chars_max: 3, room_name_chars_max: 4 } })
  await expect(brain.person('four')).rejects.toMatchObject({ code: 'name-invalid', subject: 'four' })
  const ann = await brain.person('añn')
  await expect(ann.do('person.rename', { name: 'annie' })).rejects.toMatchObject({ code: 'name-invalid' })
  await expect(ann.do('room.create', { name: 'fiver' })).rejects.toMatchObject({ code: 'name-invalid' })
  expect((await ann.do('room.create', { name: 'four' })).room.name).toBe('four')
  // What is looked for is no name that is given.
  await expect(ann.do('room.join', { room: 'a long name' })).rejects.toMatchObject({ code: 'no-such-room' })
})
