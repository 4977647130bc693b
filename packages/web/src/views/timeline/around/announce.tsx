// Reads out what is said in the room, for those who hear it: politely, and when a lot comes only how much it is.

import type { Message } from '@hubbub/protocol'
import { limits } from '@hubbub/protocol'
import { useEffect, useState } from 'react'

import { useWords } from '../../../i18n/words.ts'
import { useClient } from '../../../state/chat.tsx'
import { clock } from '../../../world/ports.ts'
import { oneLine } from '../text/excerpt.ts'
import { timelineWords } from '../words.ts'

/** More than these are counted. */
const readOutMost = 3

/** `says` is something that was done here. */
export function Announcer({ room, says }: { readonly room: string; readonly says: string }) {
  const t = useWords(timelineWords)
  const heard = useHeard(room)
  const text = ({ author: { name }, body, file }: Message): string =>
    file === undefined ? t('said', { name, text: oneLine(body) }) : t('sharedFile', { name, text: file.name })
  const many = heard.length > readOutMost
  return (
    <div className="only-heard" aria-live="polite">
      <p>{says}</p>
      {many ? (
        <p>{t('newOnes', { count: heard.length })}</p>
      ) : (
        heard.map((entry) => <p key={entry.seq}>{text(entry)}</p>)
      )}
    </div>
  )
}

/** What others have said in the last moment. */
function useHeard(room: string): readonly Message[] {
  const client = useClient()
  const [heard, setHeard] = useState<readonly Message[]>([])
  useEffect(() => {
    let gathered: Message[] = []
    let cancel: (() => void) | undefined
    const tell = (): void => {
      cancel = undefined
      setHeard(gathered)
      gathered = []
    }
    const stop = client.subscribe((happening, { session }) => {
      if (happening.kind !== 'event') return
      const { name, payload } = happening.event
      if (name !== 'message.posted' && name !== 'file.shared') return
      if (payload.room !== room || payload.author.id === session.me?.id) return
      gathered.push(payload)
      cancel ??= clock.after(limits.announce_every_ms, tell)
    })
    return () => {
      cancel?.()
      stop()
    }
  }, [client, room])
  return heard
}
