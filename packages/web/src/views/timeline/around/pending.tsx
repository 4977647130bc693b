// What somebody has said that is not stored yet: it waits, is on its way, or could not be sent.

import type { Pending } from '@hubbub/client'
import { useMemo } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useWords } from '../../../i18n/words.ts'
import { useChat, useClient } from '../../../state/chat.tsx'
import { Avatar } from '../../../ui/avatar.tsx'
import { Body } from '../text/body.tsx'
import { timelineWords } from '../words.ts'

export function usePending(room: string): readonly Pending[] {
  const outbox = useChat((state) => state.outbox)
  return useMemo(() => outbox.filter((pending) => pending.room === room), [outbox, room])
}

export function PendingRows({ pending }: { readonly pending: readonly Pending[] }) {
  const me = useChat(({ session }) => session.me?.name) ?? ''
  return pending.map((one) => <PendingRow key={one.clientId} pending={one} me={me} />)
}

function PendingRow({ pending, me }: { readonly pending: Pending; readonly me: string }) {
  const t = useWords(timelineWords)
  const errorText = useErrorText()
  const client = useClient()
  const { clientId, body, status } = pending
  return (
    <div className="message-row">
      <div className="message" data-head data-status={status}>
        <Avatar name={me} />
        <div className="message-by">
          <bdi className="message-name">{me}</bdi>
          <span className="message-time" role="status">
            {status === 'failed' ? t('failed', { why: errorText(pending.error) }) : t(status)}
          </span>
        </div>
        <div className="message-main">
          <Body text={body} names="" />
          {status === 'failed' && (
            <div className="pending-acts">
              <button type="button" className="text-more" onClick={() => client.retry(clientId)}>
                {t('retry')}
              </button>
              <button type="button" className="text-more" onClick={() => client.discard(clientId)}>
                {t('discard')}
              </button>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}
