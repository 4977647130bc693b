// How a person is written on a room's list of those who are kept out.

import type { Person } from '@hubbub/protocol'

/** An account is known wherever it comes from; a guest only by name. */
export function maskOf({ account, name }: Pick<Person, 'account' | 'name'>): string {
  return account === undefined ? `${name.replaceAll(/\s/gu, '_')}!*@*` : `account:${account.replaceAll(/\s/gu, '_')}`
}
