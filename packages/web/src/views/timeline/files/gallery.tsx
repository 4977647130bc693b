// A picture as large as the window allows; arrows lead to the other pictures of the room that are at hand.

import './files.css'

import type { Message, Picture } from '@hubbub/protocol'
import { type KeyboardEvent, useEffect, useRef } from 'react'

import { useLanguage, useWords } from '../../../i18n/words.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { fullText } from '../times.ts'
import { useFresh } from './fresh.ts'
import { sized } from './sizes.ts'
import { fileWords } from './words.ts'

export type PictureMessage = Message & { readonly file: NonNullable<Message['file']> & { readonly picture: Picture } }

/** The pictures among some entries. */
export function picturesIn(entries: readonly Message[]): readonly PictureMessage[] {
  return entries.filter((entry): entry is PictureMessage => entry.file?.picture !== undefined && !entry.erased)
}

interface GalleryProps {
  readonly pictures: readonly PictureMessage[]
  readonly seq: number
  readonly onSelect: (seq: number) => void
  readonly onClose: () => void
}

export function Gallery({ pictures, seq, onSelect, onClose }: GalleryProps) {
  const t = useWords(fileWords)
  const dialog = useRef<HTMLDialogElement>(null)
  const at = pictures.findIndex((picture) => picture.seq === seq)
  const shown = pictures[at]
  useEffect(() => dialog.current?.showModal(), [])
  // It was taken back while somebody looked at it.
  useEffect(() => {
    if (shown === undefined) onClose()
  }, [shown, onClose])
  if (shown === undefined) return null
  const step = (by: number): void => {
    const next = pictures[at + by]
    if (next !== undefined) onSelect(next.seq)
  }
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }
  const onKeyDown = ({ key }: KeyboardEvent): void => step(steps[key] ?? 0)
  return (
    <dialog
      className="gallery"
      ref={dialog}
      aria-label={t('picture', { name: shown.file.name })}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <GalleryHead picture={shown} onClose={onClose} />
      <Large key={shown.seq} picture={shown} onClose={onClose} />
      <div className="gallery-steps" hidden={pictures.length < 2}>
        <IconButton icon="back" label={t('before')} disabled={at === 0} onClick={() => step(-1)} />
        <span dir="ltr">
          {at + 1} / {pictures.length}
        </span>
        <IconButton
          className="icon-button gallery-next"
          icon="back"
          label={t('after')}
          disabled={at === pictures.length - 1}
          onClick={() => step(1)}
        />
      </div>
    </dialog>
  )
}

function GalleryHead({ picture, onClose }: { readonly picture: PictureMessage; readonly onClose: () => void }) {
  const t = useWords(fileWords)
  const language = useLanguage()
  const { file, author, at } = picture
  return (
    <div className="gallery-head">
      <p>
        <bdi className="file-name">{file.name}</bdi>
        <span className="file-about">
          <bdi>{author.name}</bdi> · {fullText(at, language)}
        </span>
      </p>
      <a
        className="icon-button"
        href={file.url}
        download={file.name}
        aria-label={t('download', { name: file.name })}
        title={t('download', { name: file.name })}
      >
        <Icon name="download" />
      </a>
      <IconButton icon="close" label={t('close')} onClick={onClose} />
    </div>
  )
}

/** A click beside the picture closes it. */
function Large({ picture, onClose }: { readonly picture: PictureMessage; readonly onClose: () => void }) {
  const t = useWords(fileWords)
  const { file, gone, failed } = useFresh(picture.file)
  const { width, height } = picture.file.picture
  return (
    <div className="gallery-picture" onClick={({ target, currentTarget }) => target === currentTarget && onClose()}>
      {gone ? (
        <p role="status">{t('gone')}</p>
      ) : (
        <img src={sized(file, 'large')} alt={file.name} width={width} height={height} onError={failed} />
      )}
    </div>
  )
}
