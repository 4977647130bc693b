// Files that are dragged over the page: the whole conversation is where they may be dropped.

import { useEffect, useState } from 'react'

import { useWords } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import { fileWords } from './words.ts'

interface DropZoneProps {
  /** Undefined where nothing may be dropped. */
  readonly onFiles: ((files: readonly File[]) => void) | undefined
}

export function DropZone({ onFiles }: DropZoneProps) {
  const t = useWords(fileWords)
  const [over, setOver] = useState<DOMRect>()
  useEffect(() => {
    // Wherever they are dropped, the page is not left for what is in them.
    const drag = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = onFiles === undefined ? 'none' : 'copy'
      if (onFiles !== undefined) setOver((was) => was ?? document.querySelector('#main')?.getBoundingClientRect())
    }
    const leave = ({ relatedTarget }: DragEvent): void => void (relatedTarget === null && setOver(undefined))
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(undefined)
      onFiles?.(filesOf(event))
    }
    addEventListener('dragover', drag)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', drag)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [onFiles])
  if (over === undefined) return null
  const { left, top, width, height } = over
  return (
    <div className="drop-zone" style={{ left, top, width, height }}>
      <p className="drop-says">
        <Icon name="attach" /> {t('drop')}
      </p>
    </div>
  )
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}

/** Folders cannot be shared as they are. */
function filesOf({ dataTransfer }: DragEvent): File[] {
  const items = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file')
  return items.flatMap((item) => (item.webkitGetAsEntry()?.isDirectory === true ? [] : (item.getAsFile() ?? [])))
}
