// What somebody has written in a field of a form.

/** Empty when there is no such field. */
export function said(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value : ''
}
