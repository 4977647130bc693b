// The text of a measured message: who sent it, its number and when, in digits at fixed places.

const SENDER_DIGITS = 5
const SEQ_DIGITS = 8
const TIME_DIGITS = 13

/** The first byte of every measured text. */
export const MARK = 0x7e

const DIGITS_AT = 1
const SEQ_AT = DIGITS_AT + SENDER_DIGITS
const TIME_AT = SEQ_AT + SEQ_DIGITS
const DIGIT_ZERO = 0x30

/** The time in whole microseconds since the process began. */
export const microseconds = (): number => Math.trunc(performance.now() * 1_000)

/** A text of `bytes` bytes with its digits still to be filled in. */
export function blankBody(bytes: number): Buffer {
  const body = Buffer.alloc(bytes, 'x')
  body[0] = MARK
  return body
}

export function fillBody(into: Buffer, at: number, message: { sender: number; seq: number; time: number }): void {
  writeDigits(into, at + DIGITS_AT, { digits: SENDER_DIGITS, value: message.sender })
  writeDigits(into, at + SEQ_AT, { digits: SEQ_DIGITS, value: message.seq })
  writeDigits(into, at + TIME_AT, { digits: TIME_DIGITS, value: message.time })
}

export const senderOf = (bytes: Buffer, at: number): number => readDigits(bytes, at + DIGITS_AT, SENDER_DIGITS)
export const seqOf = (bytes: Buffer, at: number): number => readDigits(bytes, at + SEQ_AT, SEQ_DIGITS)
export const timeOf = (bytes: Buffer, at: number): number => readDigits(bytes, at + TIME_AT, TIME_DIGITS)

function writeDigits(into: Buffer, at: number, { digits, value }: { digits: number; value: number }): void {
  let left = value
  for (let i = at + digits - 1; i >= at; i--) {
    into[i] = DIGIT_ZERO + (left % 10)
    left = Math.trunc(left / 10)
  }
}

function readDigits(bytes: Buffer, at: number, digits: number): number {
  let value = 0
  for (let i = at; i < at + digits; i++) value = value * 10 + (bytes[i] as number) - DIGIT_ZERO
  return value
}
