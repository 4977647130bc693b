// A link was opened: into a room, or the one that makes its holder the operator.

import type { Client } from '@hubbub/client'
import { useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { go, pathOf, type Route } from '../../state/route.ts'
import { Link } from '../../ui/link.tsx'
import { roomWords } from './words.ts'

type LinkRoute = Extract<Route, { kind: 'link' | 'claim' }>

export function FollowLink({ route }: { readonly route: LinkRoute }) {
  const t = useWords(roomWords)
  const errorText = useErrorText()
  const client = useClient()
  const isLive = useChat(({ connection }) => connection.phase === 'live')
  const [says, setSays] = useState('')
  useEffect(() => {
    if (!isLive) return
    follow(client, route).then(
      (path) => go(path, 'replace'),
      (cause: unknown) => setSays(errorText(cause)),
    )
  }, [client, route, isLive, errorText])
  return (
    <div className="shell-empty">
      <p role="status">{says || t('following')}</p>
      {says && <Link to="/">{t('toLobby')}</Link>}
    </div>
  )
}

/** Resolves with where it led. */
async function follow(client: Client, route: LinkRoute): Promise<string> {
  if (route.kind === 'claim') {
    await client.do('server.claim', { claim: route.claim })
    return '/admin'
  }
  const { room } = await client.do('room.follow', { link: route.link, backlog: 0 })
  return pathOf(room.slug)
}
