// The status of each refusal there is.

import { type ErrorCode, errors, Refusal } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { refusalResponse } from './responses.ts'

const codes = Object.keys(errors) as ErrorCode[]

test.each(codes)(
  '[R-HTTP-33] %s is a refusal with a status, and what may be retried is no fault of the request',
  (code) => {
    const { status, headers } = refusalResponse(new Refusal(code))
    expect(status).toBeGreaterThanOrEqual(400)
    const isPassing = (status >= 500 && status !== 507) || status === 429
    expect(isPassing).toBe(errors[code].retry || code === 'too-many')
    expect(headers.get('WWW-Authenticate')).toBe(status === 401 ? 'Bearer' : null)
  },
)

test.each(['name-reserved', 'account-required', 'not-signed-in'] as const)(
  '[R-HTTP-33] %s asks for a token',
  (code) => {
    expect(refusalResponse(new Refusal(code)).status).toBe(401)
  },
)
