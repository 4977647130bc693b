// The administration: everything that is stored, people, what was done, who is kept off, and a word to everybody.

import './admin.css'

import { useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { AskForm } from '../../ui/ask-form.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Acts } from './acts.tsx'
import { ServerBans } from './bans.tsx'
import { Messages } from './messages.tsx'
import type { Whose } from './people-types.ts'
import { People } from './people.tsx'
import { adminWords } from './words.ts'
import { said } from '../../ui/said.ts'

const parts = ['messages', 'people', 'acts', 'bans', 'tell'] as const

export default function AdminPage() {
  const t = useWords(adminWords)
  const isOperator = useChat(({ session }) => session.me?.operator === true)
  const [part, setPart] = useState<(typeof parts)[number]>('messages')
  const [whose, setWhose] = useState<Whose>()
  if (!isOperator) {
    return (
      <Page title={t('admin')}>
        <p>{t('notOperator')}</p>
      </Page>
    )
  }
  const show = (person: Whose): void => {
    setWhose(person)
    setPart('messages')
  }
  return (
    <Page title={t('admin')}>
      <Tabs
        label={t('parts')}
        tabs={parts.map((name) => ({ name, label: t(name) }))}
        selected={part}
        onSelect={setPart}
      />
      {part === 'messages' && <Messages whose={whose} onWhose={setWhose} />}
      {part === 'people' && <People onShow={show} />}
      {part === 'acts' && <Acts />}
      {part === 'bans' && <ServerBans />}
      {part === 'tell' && <Tell />}
    </Page>
  )
}

function Tell() {
  const t = useWords(adminWords)
  const client = useClient()
  const tell = async (form: FormData): Promise<string> => {
    await client.do('server.announce', { body: said(form, 'body') })
    return t('told')
  }
  return (
    <section className="card">
      <AskForm ask={tell}>
        <Field label={t('announcement')} name="body" required autoComplete="off" />
        <Button type="submit">{t('tell')}</Button>
      </AskForm>
    </section>
  )
}
