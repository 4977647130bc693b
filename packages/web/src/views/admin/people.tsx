// Everybody who was ever here: their messages, whether they are an operator, and their end, asked twice.

import { useCallback, useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useLanguage, useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { Field } from '../../ui/field.tsx'
import { Menu, type MenuRow } from '../../ui/menu.tsx'
import { ForgetPerson } from './forget.tsx'
import type { LookedUp, Whose } from './people-types.ts'
import { adminWords } from './words.ts'

export function People({ onShow }: { readonly onShow: (person: Whose) => void }) {
  const t = useWords(adminWords)
  const errorText = useErrorText()
  const client = useClient()
  const [text, setText] = useState('')
  const [people, setPeople] = useState<readonly LookedUp[]>([])
  const [says, setSays] = useState('')
  const [leaving, setLeaving] = useState<LookedUp>()
  const look = useCallback(() => {
    client.do('server.accounts', { text }).then(
      (reply) => setPeople(reply.people),
      (cause: unknown) => setSays(errorText(cause)),
    )
  }, [client, text, errorText])
  useEffect(look, [look])
  const done = (now: string): void => {
    setLeaving(undefined)
    setSays(now)
    look()
  }
  return (
    <section className="card" aria-label={t('people')}>
      <Field label={t('name')} value={text} autoComplete="off" onChange={({ target }) => setText(target.value)} />
      <p role="status">{says || (people.length === 0 && t('none'))}</p>
      <ul className="browse-list">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} onShow={onShow} onForget={setLeaving} onDone={done} />
        ))}
      </ul>
      {leaving && <ForgetPerson person={leaving} onDone={done} onClose={() => setLeaving(undefined)} />}
    </section>
  )
}

interface PersonRowProps {
  readonly person: LookedUp
  readonly onShow: (person: Whose) => void
  readonly onForget: (person: LookedUp) => void
  readonly onDone: (says: string) => void
}

function PersonRow({ person, onShow, onForget, onDone }: PersonRowProps) {
  const t = useWords(adminWords)
  const language = useLanguage()
  const errorText = useErrorText()
  const client = useClient()
  const { name, account, operator, seenAt, messages } = person
  const grant = (on: boolean): void => {
    if (account === undefined) return
    client.do('server.grant', { account, on }).then(
      () => onDone(''),
      (cause: unknown) => onDone(errorText(cause)),
    )
  }
  const rows: MenuRow[] = [{ label: t('theirs'), icon: 'search', onPick: () => onShow(person) }]
  if (account !== undefined) {
    rows.push({ label: t(operator ? 'revoke' : 'grant'), icon: 'shield', onPick: () => grant(operator !== true) })
  }
  rows.push({ label: t('forget'), icon: 'trash', look: 'bad', onPick: () => onForget(person) })
  const is = [
    account === undefined ? t('guest') : account,
    operator && t('operator'),
    t('countOf', { count: messages }),
    seenAt !== undefined && t('seen', { date: new Date(seenAt).toLocaleDateString(language) }),
  ]
  return (
    <li className="browse-row">
      <span className="browse-about">
        <strong dir="auto">{name}</strong>
        <span>{is.filter(Boolean).join(' · ')}</span>
      </span>
      <Menu label={name} rows={rows} />
    </li>
  )
}
