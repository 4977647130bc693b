// A file whose link may have run out: when it cannot be shown, a fresh link is asked for, once.

import type { FileInfo } from '@hubbub/protocol'
import { useState } from 'react'

import { useClient } from '../../../state/chat.tsx'

type Freshness = { readonly kind: 'given' | 'asked' | 'gone' } | { readonly kind: 'fresh'; readonly file: FileInfo }

interface Fresh {
  readonly file: FileInfo
  /** It cannot be shown, with a fresh link either. */
  readonly gone: boolean
  /** For `onError` of what shows it. */
  readonly failed: () => void
}

export function useFresh(given: FileInfo): Fresh {
  const client = useClient()
  const [now, setNow] = useState<Freshness>({ kind: 'given' })
  const failed = (): void => {
    if (now.kind === 'fresh') return setNow({ kind: 'gone' })
    if (now.kind !== 'given') return
    setNow({ kind: 'asked' })
    client.do('file.fetch', { file: given.id }).then(
      ({ file }) => setNow(file.url === given.url ? { kind: 'gone' } : { kind: 'fresh', file }),
      () => setNow({ kind: 'gone' }),
    )
  }
  return { file: now.kind === 'fresh' ? now.file : given, gone: now.kind === 'gone', failed }
}
