// The emoji picker itself: a dialog beside what opened it.

import { limits } from '@hubbub/protocol'
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

import { useLanguage, useWords } from '../../i18n/words.ts'
import { touches } from '../../world/pointer.ts'
import { Button } from '../button.tsx'
import { loadEmoji } from './data.ts'
import { EmojiGrid, type Wanted } from './grid.tsx'
import { type Group, groupsOf, rowsOf } from './groups.ts'
import { recentEmoji, usedEmoji } from './recent.ts'
import { type Emoji, findEmoji } from './search.ts'
import { emojiWords } from './words.ts'

export interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void
  readonly onClose: () => void
}

export function EmojiPanel({ onPick, onClose }: EmojiPickerProps) {
  const t = useWords(emojiWords)
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const { emoji, retry } = useEmoji()
  usePlace(dialog)
  const pick = useCallback(
    (sign: string) => {
      usedEmoji(sign)
      onPick(sign)
    },
    [onPick],
  )
  return (
    <dialog
      className="emoji-picker"
      ref={dialog}
      tabIndex={-1}
      aria-label={t('title')}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {emoji.kind === 'here' ? (
        <Choice all={emoji.all} text={text} onText={setText} onPick={pick} />
      ) : (
        <p className="emoji-note" role="status">
          {t(emoji.kind)}
          {emoji.kind === 'failed' && <Button onClick={retry}>{t('again')}</Button>}
        </p>
      )}
    </dialog>
  )
}

type Loaded = { readonly kind: 'loading' | 'failed' } | { readonly kind: 'here'; readonly all: readonly Emoji[] }

function useEmoji(): { readonly emoji: Loaded; readonly retry: () => void } {
  const language = useLanguage()
  const [attempt, setAttempt] = useState(0)
  const [emoji, setEmoji] = useState<Loaded>({ kind: 'loading' })
  useEffect(() => {
    setEmoji({ kind: 'loading' })
    loadEmoji(language).then(
      (all) => setEmoji({ kind: 'here', all }),
      () => setEmoji({ kind: 'failed' }),
    )
  }, [language, attempt])
  return { emoji, retry: () => setAttempt(attempt + 1) }
}

interface ChoiceProps {
  readonly all: readonly Emoji[]
  readonly text: string
  readonly onText: (text: string) => void
  readonly onPick: (sign: string) => void
}

function Choice({ all, text, onText, onPick }: ChoiceProps) {
  const t = useWords(emojiWords)
  const search = useRef<HTMLInputElement>(null)
  const [looked, setLooked] = useState<string>()
  const [wanted, setWanted] = useState<Wanted>()
  const { groups, found } = useGroups(all, text)
  const focusSearch = useCallback(() => search.current?.focus(), [])
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      event.currentTarget.closest('dialog')?.querySelector<HTMLElement>('.emoji[tabindex="0"]')?.focus()
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    // The picker may stand in a form, which is not to be sent.
    event.preventDefault()
    const first = found?.[0]
    if (first !== undefined) onPick(first.sign)
  }
  return (
    <>
      <div className="emoji-head">
        <input
          className="input"
          ref={search}
          type="search"
          autoFocus={!touches()}
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={keys}
        />
        {found === undefined && <Groups groups={groups} onGroup={(name) => setWanted({ name })} />}
        <p className="only-heard" role="status">
          {found !== undefined && t(found.length === 0 ? 'none' : 'found', { count: found.length })}
        </p>
      </div>
      <div className="emoji-all">
        {found?.length === 0 ? (
          <p className="emoji-note">{t('none')}</p>
        ) : (
          <EmojiGrid groups={groups} wanted={wanted} onPick={onPick} onLook={setLooked} onAbove={focusSearch} />
        )}
      </div>
      <Looked emoji={all.find(({ sign }) => sign === looked) ?? found?.[0]} />
    </>
  )
}

/** What is looked for, or all. */
function useGroups(all: readonly Emoji[], text: string) {
  const found = useMemo(
    () => (text.trim() === '' ? undefined : findEmoji(all, text, limits.web_emoji_found_max)),
    [all, text],
  )
  const whole = useMemo(() => groupsOf(all, recentEmoji.value), [all])
  const results = useMemo<readonly Group[]>(() => [{ name: 'results', sign: '', rows: rowsOf(found ?? []) }], [found])
  return { found, groups: found === undefined ? whole : results }
}

interface GroupsProps {
  readonly groups: readonly Group[]
  readonly onGroup: (name: Group['name']) => void
}

function Groups({ groups, onGroup }: GroupsProps) {
  const t = useWords(emojiWords)
  return (
    <div className="emoji-groups" role="group" aria-label={t('groups')}>
      {groups.map(({ name, sign }) => (
        <button
          key={name}
          className="emoji-to-group"
          type="button"
          aria-label={t(name)}
          title={t(name)}
          onClick={() => onGroup(name)}
        >
          {sign}
        </button>
      ))}
    </div>
  )
}

/** What the one with the focus shows, and how it is written. */
function Looked({ emoji }: { readonly emoji: Emoji | undefined }) {
  return (
    <p className="emoji-looked" aria-hidden="true">
      {emoji !== undefined && (
        <>
          <span className="emoji-large">{emoji.sign}</span>
          <span className="emoji-label">{emoji.label}</span>
          {emoji.codes[0] !== undefined && <code>:{emoji.codes[0]}:</code>}
        </>
      )}
    </p>
  )
}

/** Opens beside what had the focus, above it if there is room, never out of the window; on a phone the style puts it at its foot. */
function usePlace(ref: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const dialog = ref.current
    const opener = document.activeElement
    if (dialog === null) return
    dialog.autofocus = touches()
    dialog.showModal()
    const { width, height } = dialog.getBoundingClientRect()
    if (opener !== null && opener !== document.body) {
      const at = opener.getBoundingClientRect()
      const above = at.top - height - 6
      const top = above >= 4 ? above : Math.min(at.bottom + 6, innerHeight - height - 4)
      dialog.style.setProperty('--top', `${Math.max(4, top)}px`)
      dialog.style.setProperty('--left', `${Math.max(4, Math.min(at.right - width, innerWidth - width - 4))}px`)
      dialog.dataset['place'] = 'beside'
    }
    // Whoever opened it has the focus again.
    return () => dialog.close()
  }, [ref])
}
