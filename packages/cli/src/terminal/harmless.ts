// Makes others' text safe to show: nothing in it moves the cursor, changes colours, or turns the line around.

// C0 and C1 controls, and the marks that reorder what stands around them; a tab becomes a space, line ends are the caller's.
// oxlint-disable-next-line no-control-regex
const harmful = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** One line of a text by somebody else. Controls are shown as their pictures (`␛`), so that it is seen that they were there. */
export function harmless(text: string): string {
  return text.toWellFormed().replace(harmful, pictureOf)
}

/** The lines of a text by somebody else. */
export function harmlessLines(text: string): string[] {
  return text.split(/\r\n|[\n\r]/u).map(harmless)
}

function pictureOf(char: string): string {
  const code = char.charCodeAt(0)
  if (char === '\t') return ' '
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}
