// file.fetch: what is known of a file. Its id cannot be guessed: whoever has it was shown the file.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { fileInfo } from '../ports.ts'

export const fetch: Handler<'file.fetch'> = async ({ brain }, input) => {
  const file = await brain.ports.store.findFile(input.file)
  if (file === undefined) throw new Refusal('no-such-file', input.file)
  return { file: fileInfo(file) }
}
