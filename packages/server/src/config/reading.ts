// Reads what was written in one place, a file or the environment or the command line, and names every mistake there.

import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'

import { StartError } from '../start-error.ts'
import { Written } from './schema.ts'

/** A TOML file. */
export function readFile(path: string): Written {
  return check(parseFile(path), (key) => `${path}: ${key}`)
}

function parseFile(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new StartError(`${path}: ${cause instanceof Error ? cause.message.trim() : 'cannot be read'}`, { cause })
  }
}

/** What was said outside of a file, where everything is text. `nameOf` says how a setting is written there. */
export function readWords(said: Readonly<Record<string, unknown>>, nameOf: (key: string) => string): Written {
  const given = Object.entries(said).filter(([, value]) => value !== undefined)
  const typed = given.map(([key, value]) => [key, key === 'port' ? toNumber(value) : value])
  return check(Object.fromEntries(typed), nameOf)
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value
}

function check(said: unknown, nameOf: (key: string) => string): Written {
  const read = Written.safeParse(said)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const key = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') throw new StartError(`${nameOf(key)}: ${issue?.message ?? 'is not valid'}`)
  const unknown = [key, issue.keys[0]].filter((part) => part !== '').join('.')
  throw new StartError(`${nameOf(unknown)}: there is no such setting`)
}
