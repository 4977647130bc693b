// A batch of changes is one transaction; a change that cannot be made does no harm to the others.

import { type Operation, type Writes, writes } from '../operations.ts'
import type { Writing } from '../recent.ts'
import { Refused } from '../refused.ts'
import { type Answers, answerEach, refuseAll } from './answers.ts'
import { troubleOf } from './database.ts'

type Change = Operation<Writes>
type Perform = (writing: Writing, change: Change) => unknown

/** Throws when the connection is not to be trusted any more. */
export function commit(writing: Writing, batch: readonly Change[]): Answers {
  try {
    return transact(writing, batch, make)
  } catch (cause) {
    if (troubleOf(cause) !== 'operation') return giveUp(batch, cause)
  }
  // Taking care of each change by itself costs more, so it is done only when one of them is known to be wrong.
  try {
    return transact(writing, batch, makeApart)
  } catch (cause) {
    return giveUp(batch, cause)
  }
}

function transact(writing: Writing, batch: readonly Change[], perform: Perform): Answers {
  try {
    return writing.db.transaction(() => answerEach(batch, (change) => perform(writing, change)))
  } catch (cause) {
    writing.recent.clear()
    throw cause
  }
}

function make(writing: Writing, [name, input]: Change): unknown {
  return writes[name](writing, input as never)
}

function makeApart(writing: Writing, change: Change): unknown {
  try {
    return writing.db.savepoint(() => make(writing, change))
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    writing.recent.clear()
    if (troubleOf(cause) !== 'operation') throw cause
    throw new Refused('unavailable', { cause })
  }
}

function giveUp(batch: readonly Change[], cause: unknown): Answers {
  if (troubleOf(cause) === 'lasting') throw cause
  return refuseAll(batch, cause)
}
