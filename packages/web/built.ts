// Where the built web client lies, for the program that serves it.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

const dir = join(import.meta.dirname, 'dist')

/** The folder with `index.html`; undefined when the client has not been built. */
export function builtWeb(): string | undefined {
  return existsSync(join(dir, 'index.html')) ? dir : undefined
}
