// What stands over the timeline, one at a time: a picture, all emoji for a reaction, or a question.

import type { Message } from '@hubbub/protocol'

import { useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmojiPicker } from '../../ui/emoji/picker.tsx'
import { Gallery, picturesIn } from './files/gallery.tsx'
import { useReact } from './message/use-acts.ts'
import { messageWords } from './message/words.ts'
import { useTools } from './tools.ts'

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'picture'; readonly seq: number }
  | { readonly kind: 'pick'; readonly entry: Message }
  | { readonly kind: 'erase'; readonly entry: Message }

interface OverlaysProps {
  readonly overlay: Overlay
  readonly entries: readonly Message[]
  readonly onChange: (overlay: Overlay) => void
  /** It is over, and the focus goes back to the message. */
  readonly onClose: (seq: number) => void
}

export function Overlays({ overlay, entries, onChange, onClose }: OverlaysProps) {
  if (overlay.kind === 'none') return null
  if (overlay.kind === 'picture') {
    const { seq } = overlay
    const select = (next: number): void => onChange({ kind: 'picture', seq: next })
    return <Gallery pictures={picturesIn(entries)} seq={seq} onSelect={select} onClose={() => onClose(seq)} />
  }
  const close = (): void => onClose(overlay.entry.seq)
  if (overlay.kind === 'erase') return <EraseDialog entry={overlay.entry} onClose={close} />
  return <Picker entry={overlay.entry} onClose={close} />
}

interface AboutMessage {
  readonly entry: Message
  readonly onClose: () => void
}

function EraseDialog({ entry: { room, seq }, onClose }: AboutMessage) {
  const t = useWords(messageWords)
  const client = useClient()
  const { fail } = useTools()
  const erase = (): void => {
    client.do('message.erase', { room, seq }).catch(fail)
    onClose()
  }
  return (
    <Dialog title={t('erase')} onClose={onClose}>
      <p>{t('reallyErase')}</p>
      <div className="dialog-feet">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="bad" icon="trash" onClick={erase}>
          {t('erase')}
        </Button>
      </div>
    </Dialog>
  )
}

function Picker({ entry, onClose }: AboutMessage) {
  const react = useReact()
  const pick = (emoji: string): void => {
    react(entry, emoji)
    onClose()
  }
  return <EmojiPicker onPick={pick} onClose={onClose} />
}
