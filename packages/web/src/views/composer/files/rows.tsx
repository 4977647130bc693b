// The files on their way into a room, each with what becomes of it and what can be done about it.

import { limits } from '@hubbub/protocol'
import { useEffect, useRef, useState } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useLanguage, useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { useSharings, useUploads } from '../../../state/uploads/use-uploads.ts'
import type { Sharing } from '../../../state/uploads/uploads.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useGone } from '../../../world/focus.ts'
import { bytesText } from '../../timeline/files/sizes.ts'
import { fileWords } from './words.ts'

interface FileRowsProps {
  readonly room: string
  /** Has the focus when a row goes that had it. */
  readonly onGone: () => void
}

export function FileRows({ room, onGone }: FileRowsProps) {
  const t = useWords(fileWords)
  const sharings = useSharings(room)
  if (sharings.length === 0) return null
  return (
    <ul className="sharings" aria-label={t('files')}>
      {sharings.map((sharing) => (
        <FileRow key={sharing.id} sharing={sharing} onGone={onGone} />
      ))}
    </ul>
  )
}

interface FileRowProps extends Pick<FileRowsProps, 'onGone'> {
  readonly sharing: Sharing
}

function FileRow({ sharing, onGone }: FileRowProps) {
  const t = useWords(fileWords)
  const language = useLanguage()
  const uploads = useUploads()
  const { id, name, file, status } = sharing
  const row = useRef<HTMLLIElement>(null)
  useGone(row, onGone)
  const isUnderWay = status.kind === 'waiting' || status.kind === 'sending'
  const retry = (): void => {
    // The button goes; the one beside it stays.
    row.current?.querySelector<HTMLElement>('button:last-child')?.focus()
    uploads.retry(id)
  }
  return (
    <li className="sharing" ref={row} data-status={status.kind}>
      <Preview file={file} />
      <div className="sharing-about">
        <span className="sharing-name" dir="auto" title={name}>
          {name}
        </span>
        <span className="sharing-state">
          {bytesText(file.size, language)} · <StatusText sharing={sharing} />
        </span>
        {status.kind === 'sending' && (
          <progress
            className="sharing-progress"
            aria-label={t('progress', { name })}
            max={Math.max(1, file.size)}
            value={status.sent}
          />
        )}
      </div>
      {status.kind === 'failed' && <IconButton icon="send" label={t('retry', { name })} onClick={retry} />}
      <IconButton
        icon="close"
        label={t(isUnderWay ? 'cancel' : 'remove', { name })}
        onClick={() => uploads.remove(id)}
      />
    </li>
  )
}

function StatusText({ sharing: { status, file } }: { readonly sharing: Sharing }) {
  const t = useWords(fileWords)
  const errorText = useErrorText()
  const isLive = useChat(({ connection }) => connection.phase === 'live')
  if ('cause' in status) {
    return (
      <span className="sharing-wrong" role="alert">
        {errorText(status.cause)}
      </span>
    )
  }
  if (status.kind === 'chosen') return t('chosen')
  if (!isLive) return t('offline')
  if (status.kind === 'waiting') return t('waiting')
  return t('sending', { percent: Math.floor((100 * status.sent) / Math.max(1, file.size)) })
}

const shown = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/u

/** The picture itself, if it is one, and small enough to be looked at beside writing. */
function Preview({ file }: { readonly file: Blob }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!shown.test(file.type) || file.size > limits.web_preview_bytes_max) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return (
    <span className="sharing-preview">
      {url === undefined ? <Icon name="file" /> : <img src={url} alt="" decoding="async" />}
    </span>
  )
}
