// Which bytes of a file a `Range` header asks for (RFC 9110, section 14). Pure.

/** `end` is exclusive. */
export type Asked =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' }

const whole: Asked = { kind: 'whole' }
const unsatisfiable: Asked = { kind: 'unsatisfiable' }

/** Several ranges, other units and nonsense are answered with the whole file, as the standard allows. */
export function readRange(header: string | undefined, bytes: number): Asked {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/iu.exec(header ?? '') ?? []
  if (first === '') return last === '' ? whole : lastBytes(Number(last), bytes)
  const start = Number(first)
  const end = last === '' ? bytes : Math.min(Number(last) + 1, bytes)
  if (last !== '' && Number(last) < start) return whole
  return start < bytes ? { kind: 'part', start, end } : unsatisfiable
}

function lastBytes(count: number, bytes: number): Asked {
  return count > 0 && bytes > 0 ? { kind: 'part', start: Math.max(bytes - count, 0), end: bytes } : unsatisfiable
}
