// Many words as few lines, none of them longer than a line can be.

import { limits, utf8Bytes } from '@hubbub/protocol'

// What stands before the words: the server's name, the numeric, and nicks.
const headBytes = 160

/** As many words in a line as fit, with a separator between them. */
export function packed(words: readonly string[], separator: ',' | ' '): string[] {
  const lines: string[] = []
  let bytes = 0
  for (const word of words) {
    const more = utf8Bytes(word) + 1
    bytes += more
    if (lines.length === 0 || bytes > limits.irc_rest_bytes_max - headBytes) {
      lines.push(word)
      bytes = more
    } else lines[lines.length - 1] += separator + word
  }
  return lines
}
