// What is known of somebody.

import type { Reply } from '@hubbub/protocol'
import { useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useLanguage, useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { peopleWords } from './words.ts'

interface AboutPersonProps {
  readonly name: string
  readonly onClose: () => void
}

export function AboutPerson({ name, onClose }: AboutPersonProps) {
  const errorText = useErrorText()
  const client = useClient()
  const [about, setAbout] = useState<Reply<'person.about'>>()
  const [says, setSays] = useState('')
  useEffect(() => {
    client.do('person.about', { name }).then(setAbout, (cause: unknown) => setSays(errorText(cause)))
  }, [client, name, errorText])
  return (
    <Dialog title={name} onClose={onClose}>
      <p role="status">{says}</p>
      {about && <Facts about={about} />}
    </Dialog>
  )
}

function Facts({ about: { person, since, spokeAt, rooms } }: { readonly about: Reply<'person.about'> }) {
  const t = useWords(peopleWords)
  const language = useLanguage()
  const at = (time: number): string =>
    new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const facts: (readonly [string, string | undefined])[] = [
    [t('account'), person.account ?? t('noAccount')],
    [t('says'), person.about],
    [t('reason'), person.away],
    [t('since'), at(since)],
    [t('spoke'), at(spokeAt)],
    [t('rooms'), rooms.map((room) => room.name).join(', ')],
  ]
  return (
    <div className="person-card">
      <Avatar name={person.name} size="3.5rem" />
      <dl className="person-facts">
        {facts.map(([label, value]) => value && <Fact key={label} label={label} value={value} />)}
      </dl>
    </div>
  )
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  )
}
