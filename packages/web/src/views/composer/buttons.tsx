// The buttons beside the field: files, emoji, and sending.

import { useCallback, useEffect, useRef, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useSharings } from '../../state/uploads/use-uploads.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmojiPicker } from '../../ui/emoji/picker.tsx'
import { bytesOver } from './reading.ts'
import { composerWords } from './words.ts'
import { putIn } from './writing.ts'

export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const t = useWords(composerWords)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton icon="attach" label={t('attach')} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('attach')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // The same file may be picked again.
          target.value = ''
        }}
      />
    </>
  )
}

export function EmojiButton({ field }: { readonly field: { readonly current: HTMLTextAreaElement | null } }) {
  const t = useWords(composerWords)
  const [isOpen, setOpen] = useState(false)
  const [picked, setPicked] = useState<string>()
  const close = useCallback(() => setOpen(false), [])
  const pick = useCallback((emoji: string) => {
    setOpen(false)
    setPicked(emoji)
  }, [])
  useEffect(() => {
    // Only once the picker is gone may the field have the focus.
    const at = field.current
    if (picked === undefined || isOpen || at === null) return
    setPicked(undefined)
    putIn(at, picked, { start: at.selectionStart, end: at.selectionEnd })
  }, [picked, isOpen, field])
  return (
    <>
      <IconButton
        icon="emoji"
        label={t('emoji')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      {isOpen && <EmojiPicker onPick={pick} onClose={close} />}
    </>
  )
}

interface SendButtonProps {
  readonly room: string
  readonly text: string
  readonly isEditing: boolean
}

export function SendButton({ room, text, isEditing }: SendButtonProps) {
  const t = useWords(composerWords)
  const hasFiles = useSharings(room).some(({ status }) => status.kind === 'chosen')
  const isReady = (text.trim() !== '' || hasFiles) && bytesOver(text) <= 0
  if (isEditing) {
    return (
      <Button look="main" type="submit" disabled={!isReady}>
        {t('save')}
      </Button>
    )
  }
  return (
    <IconButton className="icon-button composer-send" icon="send" label={t('send')} type="submit" disabled={!isReady} />
  )
}
