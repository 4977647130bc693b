// A shared file: a picture, something to play, or a card to download it from.

import './files.css'

import type { FileInfo, Message } from '@hubbub/protocol'

import { Card } from './card.tsx'
import { PictureView } from './picture.tsx'
import { Player } from './player.tsx'

export function Attachment({ entry, file }: { readonly entry: Message; readonly file: FileInfo }) {
  if (file.picture !== undefined) return <PictureView entry={entry} file={file} picture={file.picture} />
  const [kind] = file.type.split('/', 1)
  return kind === 'audio' || kind === 'video' ? <Player file={file} kind={kind} /> : <Card file={file} />
}
