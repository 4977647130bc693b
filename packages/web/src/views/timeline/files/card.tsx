// A file that is not shown: its name, how large it is and of what kind, and a way to download it.

import type { FileInfo } from '@hubbub/protocol'

import { useLanguage, useWords } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import { bytesText } from './sizes.ts'
import { fileWords } from './words.ts'

export function Card({ file }: { readonly file: FileInfo }) {
  const t = useWords(fileWords)
  const language = useLanguage()
  return (
    <a className="file-card" href={file.url} download={file.name}>
      <Icon name="file" />
      <span className="file-what">
        <bdi className="file-name">{file.name}</bdi>
        <span className="file-about">
          {bytesText(file.bytes, language)} · {file.type || t('unknown')}
        </span>
      </span>
      <span className="only-heard">{t('get')}</span>
      <Icon name="download" />
    </a>
  )
}
