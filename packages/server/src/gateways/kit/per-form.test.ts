// Tests of the outlets that listeners share.

import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { perForm } from './per-form.ts'

const audience = () => ({ add() {}, delete() {}, size: 0, post() {} })

test('[R-EDGE-28] who has the same form has the same outlet', () => {
  const outletFor = perForm((form: { readonly site: string }) => ({ audience, form }))
  expect(outletFor({ site: 'a' })).toBe(outletFor({ site: 'a' }))
  expect(outletFor({ site: 'a' })).not.toBe(outletFor({ site: 'b' }))
})

test('[R-EDGE-36] however many forms strangers make up, so many outlets are remembered and no more', () => {
  let made = 0
  const outletFor = perForm((form: number) => ({ audience, form, nth: ++made }))
  for (let form = 0; form <= limits.outlets_per_wire_max; form++) outletFor(form)
  expect(outletFor(limits.outlets_per_wire_max).nth).toBe(made)
  expect(outletFor(1).nth).toBe(2)
  expect(outletFor(0).nth).toBe(made)
  expect(made).toBe(limits.outlets_per_wire_max + 2)
})
