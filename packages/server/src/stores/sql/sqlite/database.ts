// One connection to the SQLite file: its settings, and each statement prepared once, on first use.

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

import type { Limits } from '@hubbub/protocol'

export interface DatabaseOptions {
  readonly file: string
  readonly role: 'writer' | 'reader'
  readonly limits: Limits
  /** How large the file may grow; as large as the disk allows if left out. */
  readonly bytesMax?: number | undefined
}

export class Database {
  readonly limits: Limits
  readonly #connection: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  readonly #changes = new Map<string, StatementSync>()

  constructor(options: DatabaseOptions) {
    const { file, role, limits } = options
    this.limits = limits
    this.#connection = new DatabaseSync(file, { readOnly: role === 'reader', timeout: limits.store_busy_ms })
    this.script('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF')
    if (role === 'writer') this.#makeDurable(options)
  }

  #makeDurable({ limits, bytesMax }: DatabaseOptions): void {
    this.script('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    const pageBytes = this.#pragma('page_size')
    const pages = limits.checkpoint_pages
    // After a burst the log is cut to this, instead of keeping its greatest size for ever.
    this.script(`PRAGMA wal_autocheckpoint = ${pages}; PRAGMA journal_size_limit = ${pages * pageBytes}`)
    if (bytesMax !== undefined) this.script(`PRAGMA max_page_count = ${Math.floor(bytesMax / pageBytes)}`)
  }

  #pragma(name: string): number {
    return Object.values(this.one<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0
  }

  /** The number that the schema's state is kept as. */
  get version(): number {
    return this.#pragma('user_version')
  }

  set version(version: number) {
    this.script(`PRAGMA user_version = ${version}`)
  }

  /** The first row. Its type is the caller's word for what the SELECT names. */
  one<Row extends object>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined
  }

  all<Row extends object>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[]
  }

  /** Carries out a change; returns how many rows it touched. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#preparedChange(sql).run(...values).changes)
  }

  /** Several statements at once, without values. */
  script(sql: string): void {
    this.#connection.exec(sql)
  }

  /** Does all of `work` or, when it throws, none of it. */
  transaction<Result>(work: () => Result): Result {
    this.script('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.script('COMMIT')
      return result
    } catch (cause) {
      // A full disk and some other failures have ended the transaction already.
      if (this.#connection.isTransaction) this.script('ROLLBACK')
      throw cause
    }
  }

  /** All that `work` reads is as it was at one moment. */
  snapshot<Result>(work: () => Result): Result {
    this.script('BEGIN')
    try {
      return work()
    } finally {
      if (this.#connection.isTransaction) this.script('COMMIT')
    }
  }

  /** A transaction that may be lost when the machine stops, but not when the process does. Later ones wait for the disk again. */
  unsynced(work: () => void): void {
    this.script('PRAGMA synchronous = NORMAL')
    try {
      this.transaction(work)
    } finally {
      this.script('PRAGMA synchronous = FULL')
    }
  }

  /** Inside a transaction: does all of `work` or, when it throws, none of it. */
  savepoint<Result>(work: () => Result): Result {
    this.script('SAVEPOINT one')
    try {
      return work()
    } catch (cause) {
      if (this.#connection.isTransaction) this.script('ROLLBACK TO one')
      throw cause
    } finally {
      if (this.#connection.isTransaction) this.script('RELEASE one')
    }
  }

  /** Whatever `work` takes out is overwritten, so that it does not stand in free space until that is used again. */
  overwriting<Result>(work: () => Result): Result {
    this.script('PRAGMA secure_delete = ON')
    try {
      return work()
    } finally {
      this.script('PRAGMA secure_delete = OFF')
    }
  }

  /** Lets go of the file; whoever is the last to do so moves the write-ahead log into it. */
  close(): void {
    this.#statements.clear()
    this.#changes.clear()
    this.#connection.close()
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#connection.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  /** A change also reports the last row's id, whatever table that was in, and those of the search index can be any integer. */
  #preparedChange(sql: string): StatementSync {
    const known = this.#changes.get(sql)
    if (known !== undefined) return known
    const statement = this.#connection.prepare(sql)
    statement.setReadBigInts(true)
    this.#changes.set(sql, statement)
    return statement
  }
}

/** What went wrong below: how far does it reach? */
export type Trouble =
  /** This one change cannot be made; others can. */
  | 'operation'
  /** Nothing can be written just now. */
  | 'passing'
  /** The connection is not to be trusted any more. */
  | 'lasting'

// SQLite's primary result codes.
const troubles = new Map<number, Trouble>([
  [5, 'passing'], // BUSY: another process holds the file
  [6, 'passing'], // LOCKED
  [13, 'passing'], // FULL: the disk, or the size allowed
  [18, 'operation'], // TOOBIG
  [19, 'operation'], // CONSTRAINT
  [20, 'operation'], // MISMATCH
])

export function troubleOf(cause: unknown): Trouble {
  if (!(cause instanceof Error)) return 'lasting'
  if (!('errcode' in cause)) return 'operation' // a value that cannot be bound
  return troubles.get(Number(cause.errcode) & 0xff) ?? 'lasting'
}
