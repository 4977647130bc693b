// The field's text as the browser keeps it: put in so that it can be undone, and never higher than it needs to be.

/** Puts a text in the place of what stands between `start` and `end`; a space after it is not doubled. */
export function putIn(field: HTMLTextAreaElement, text: string, { start, end }: { start: number; end: number }): void {
  const isSpaced = text.endsWith(' ') && field.value.charAt(end) === ' '
  field.focus()
  field.setSelectionRange(start, isSpaced ? end + 1 : end)
  // The only way that leaves the browser's own undoing as it is.
  if (!document.execCommand('insertText', false, text)) {
    field.setRangeText(text, start, isSpaced ? end + 1 : end, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** As high as its text; the style says how high at most. */
export function fit(field: HTMLTextAreaElement | null): void {
  if (field === null || CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
