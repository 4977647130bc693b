// Accounts that are operators of the server for good.

import type { Input } from '../input.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import type { Database } from '../sqlite/database.ts'

export function setOperator({ db }: Writing, { person, on, first }: Input<'setOperator'>): 'set' | 'refused' {
  if (first && hasOperator(db)) return 'refused'
  const set = db.run('UPDATE account SET operator = ? WHERE person_id = ?', Number(on), person)
  if (set === 0) throw new Refused('no-such-account')
  return 'set'
}

export function hasOperator(db: Database): boolean {
  return db.one('SELECT 1 FROM account WHERE operator = 1 LIMIT 1') !== undefined
}
