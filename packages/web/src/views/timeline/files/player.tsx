// A sound or a film, with the browser’s own controls; it is fetched when somebody plays it.

import type { FileInfo } from '@hubbub/protocol'

import { Card } from './card.tsx'
import { useFresh } from './fresh.ts'

interface PlayerProps {
  readonly file: FileInfo
  readonly kind: 'audio' | 'video'
}

export function Player({ file: given, kind }: PlayerProps) {
  const { file, gone, failed } = useFresh(given)
  const player = { src: file.url, controls: true, preload: 'metadata', onError: failed, title: file.name } as const
  return (
    <div className="file-player">
      {!gone && (kind === 'video' ? <video {...player} /> : <audio {...player} />)}
      <Card file={file} />
    </div>
  )
}
