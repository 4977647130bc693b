// The `Content-Disposition` header, both ways (RFC 6266 and 8187). Pure.

/** The header for a file that has `name`, which may be any text. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["%\\]/gu, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeExtended(name)}`
}

function encodeExtended(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** The file name in a header that somebody sent; `filename*` goes before `filename`. */
export function namedIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  return extendedName(header) ?? plainName(header)
}

function extendedName(header: string): string | undefined {
  const value = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/iu.exec(header)?.[1]
  if (value === undefined) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}

function plainName(header: string): string | undefined {
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))/iu.exec(header) ?? []
  return textOf(quoted?.replace(/\\(.)/gu, '$1') ?? token)
}

// Header bytes arrive as Latin-1; many clients mean UTF-8 nevertheless.
function textOf(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined
  const utf8 = Buffer.from(raw, 'latin1').toString('utf8')
  return utf8.includes('\ufffd') ? raw : utf8
}
