// Copies a text: as browsers do it on secure pages, and the old way on a page of a home network without TLS.

/** Rejects when the browser does not let us. */
export async function copyText(text: string): Promise<void> {
  if (isSecureContext) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.className = 'only-heard'
  const before = document.activeElement
  // A modal dialog lets nothing outside of it be selected.
  ;(document.querySelector('dialog:modal') ?? document.body).append(area)
  area.select()
  // It is deprecated in favour of what such a page does not have.
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  if (!copied) throw new Error('not copied')
}
