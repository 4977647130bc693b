// A picture in the timeline: in a box of its size from the beginning, so that nothing moves when it comes.

import type { FileInfo, Message, Picture } from '@hubbub/protocol'
import { lazy, Suspense, useState } from 'react'

import { useWords } from '../../../i18n/words.ts'
import { useTools } from '../tools.ts'
import { Card } from './card.tsx'
import { useFresh } from './fresh.ts'
import { shownRatio, shownWidth, sized } from './sizes.ts'
import { fileWords } from './words.ts'

const Placeholder = lazy(async () => ({ default: (await import('./placeholder.tsx')).Placeholder }))

interface PictureViewProps {
  readonly entry: Message
  readonly file: FileInfo
  readonly picture: Picture
}

export function PictureView({ entry, file: given, picture }: PictureViewProps) {
  const t = useWords(fileWords)
  const tools = useTools()
  const { file, gone, failed } = useFresh(given)
  const [isHere, setHere] = useState(false)
  if (gone) return <Card file={file} />
  return (
    <button
      type="button"
      className="picture"
      style={{ width: `${shownWidth(picture)}px`, aspectRatio: shownRatio(picture) }}
      aria-label={t('open', { name: file.name })}
      onClick={() => tools.enlarge(entry)}
    >
      {!isHere && picture.hash !== '' && (
        <Suspense>
          <Placeholder hash={picture.hash} />
        </Suspense>
      )}
      <img
        src={sized(file, 'medium')}
        alt=""
        width={picture.width}
        height={picture.height}
        decoding="async"
        draggable={false}
        onLoad={() => setHere(true)}
        onError={failed}
      />
    </button>
  )
}
