// A room that one is not in: a way in, with its key if it has one, or a knock.

import { ClientError } from '@hubbub/client'
import { type SubmitEvent, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Link } from '../../ui/link.tsx'
import { roomWords } from './words.ts'
import { said } from '../../ui/said.ts'

export function JoinRoom({ room }: { readonly room: string }) {
  const t = useWords(roomWords)
  const errorText = useErrorText()
  const client = useClient()
  const [says, setSays] = useState('')
  const [refused, setRefused] = useState('')
  const join = async (key: string): Promise<void> => {
    await client.do('room.join', { room, backlog: 0, ...(key === '' ? {} : { key }) })
  }
  const knock = async (): Promise<void> => {
    await client.do('room.knock', { room })
    setSays(t('knocked'))
  }
  const wrong = (cause: unknown): void => {
    setSays(errorText(cause))
    setRefused(cause instanceof ClientError ? cause.code : '')
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    join(said(new FormData(event.currentTarget), 'key')).catch(wrong)
  }
  return (
    <form className="shell-empty" onSubmit={submit}>
      <h1 dir="auto">#{room}</h1>
      <p role="status">{says || t('notIn')}</p>
      {refused === 'wrong-key' && <Field label={t('key')} name="key" type="password" autoComplete="off" />}
      {refused === 'not-invited' ? (
        <Button onClick={() => void knock().catch(wrong)}>{t('knock')}</Button>
      ) : (
        <Button look="main" type="submit">
          {t('join')}
        </Button>
      )}
      <Link to="/">{t('toLobby')}</Link>
    </form>
  )
}
