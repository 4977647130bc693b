// Above the field: what is being answered or changed, and the way out of it.

import { useWords } from '../../i18n/words.ts'
import { draft, type Drafting } from '../../state/drafting.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { oneLine } from '../timeline/text/excerpt.ts'
import { composerWords } from './words.ts'

interface StripProps {
  readonly room: string
  readonly drafting: Drafting
  readonly onCancelled: () => void
}

export function Strip({ room, drafting, onCancelled }: StripProps) {
  const t = useWords(composerWords)
  const { editing, reply } = drafting
  const about = editing ?? reply
  if (about === undefined) return null
  return (
    <div className="composer-strip">
      <Icon name={editing === undefined ? 'reply' : 'edit'} />
      <p className="composer-about" role="status">
        <strong dir="auto">{editing === undefined ? t('replying', { name: about.author.name }) : t('editing')}</strong>{' '}
        <span dir="auto">{oneLine(about.body) || about.file?.name}</span>
      </p>
      <IconButton
        icon="close"
        label={t(editing === undefined ? 'noReply' : 'noEdit')}
        onClick={() => {
          takeBack(room, drafting)
          onCancelled()
        }}
      />
    </div>
  )
}

/** Tells whether there was anything to take back. What answers stays written; what was to replace a message does not. */
export function takeBack(room: string, { text, editing, reply }: Drafting): boolean {
  if (editing === undefined && reply === undefined) return false
  draft(room, editing === undefined ? { text } : undefined)
  return true
}
