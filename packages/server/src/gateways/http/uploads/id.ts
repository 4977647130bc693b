// The name of an upload: whose it is, when it began, and what nobody can guess. Pure.

export interface Begun {
  readonly person: number
  readonly at: number
}

export function uploadId({ person, at }: Begun, secret: string): string {
  return `${person}-${at.toString(36)}-${secret}`
}

/** Undefined for whatever is not the name of an upload. */
export function readUploadId(id: string): Begun | undefined {
  const [, person, at] = /^(\d{1,15})-([\da-z]{1,10})-[\da-z]{20,40}$/u.exec(id) ?? []
  return person === undefined || at === undefined ? undefined : { person: Number(person), at: Number.parseInt(at, 36) }
}
