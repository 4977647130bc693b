// People for the tests of rooms: guests, accounts and an operator, and what each of them is refused.

import type { ErrorCode, Limits } from '@hubbub/protocol'
import { type Ear, hashOf, testBrain, type TestBrain } from '@hubbub/testkit'
import { expect } from 'vitest'

/** The refusal with this code. */
export const refused = (code: ErrorCode): unknown => expect.objectContaining({ code })

/** Somebody who has made an account. */
export async function account(brain: TestBrain, name: string): ReturnType<TestBrain['person']> {
  const ear = await brain.person(name)
  await ear.do('person.register', { password: 'correct horse' })
  await brain.turn()
  return ear
}

/** A brain with an operator of the server. */
export async function withOperator(limits: Partial<Limits> = {}): Promise<TestBrain & { readonly operator: Ear }> {
  const password = 'correct horse'
  const operators = [{ name: 'admin', passwordHash: await hashOf(password) }]
  const brain = await testBrain({ policy: { operators }, limits })
  const operator = await brain.person('oper')
  await operator.do('server.operate', { name: 'admin', password })
  return Object.assign(brain, { operator })
}
