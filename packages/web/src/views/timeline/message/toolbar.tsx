// What can be done with a message, beside it: the usual at once, everything in a menu.

import type { Message } from '@hubbub/protocol'

import { useWords } from '../../../i18n/words.ts'
import { IconButton } from '../../../ui/button.tsx'
import type { IconName } from '../../../ui/icon.tsx'
import { Menu, type MenuRow } from '../../../ui/menu.tsx'
import type { Act } from './acts.ts'
import { useActs, useReact } from './use-acts.ts'
import { messageWords } from './words.ts'

const quick = ['👍', '❤️', '😄', '🎉'] as const

const atOnce: readonly Act[] = ['react', 'reply', 'edit']

const icons = {
  reply: 'reply',
  react: 'emoji',
  edit: 'edit',
  copy: 'copy',
  link: 'link',
  erase: 'trash',
} as const satisfies Record<Act, IconName>

export function Toolbar({ entry }: { readonly entry: Message }) {
  const t = useWords(messageWords)
  const { may, acts } = useActs(entry)
  return (
    <div className="message-tools" role="toolbar" aria-label={t('actions')}>
      {atOnce
        .filter((act) => may.includes(act))
        .map((act) => (
          <IconButton key={act} icon={icons[act]} label={t(act)} tabIndex={-1} onClick={acts[act]} />
        ))}
      <Menu
        label={t('more')}
        rows={may.map((act) => rowOf(act, t(act), acts[act]))}
        {...(may.includes('react') ? { above: (close) => <Quick entry={entry} onPick={close} /> } : {})}
      />
    </div>
  )
}

function rowOf(act: Act, label: string, onPick: () => void): MenuRow {
  return { label, icon: icons[act], onPick, ...(act === 'erase' ? { look: 'bad' } : {}) }
}

function Quick({ entry, onPick }: { readonly entry: Message; readonly onPick: () => void }) {
  const t = useWords(messageWords)
  const react = useReact()
  return (
    <div className="message-quick" role="group">
      {quick.map((emoji) => (
        <button
          key={emoji}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-label={t('reactWith', { emoji })}
          onClick={() => {
            onPick()
            react(entry, emoji)
          }}
        >
          {emoji}
        </button>
      ))}
    </div>
  )
}
