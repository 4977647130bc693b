// How the connection stands, when it is not as it should be; and what the operators have to tell everybody.

import './status.css'

import { useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { startAgain } from '../../state/boot.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { Button } from '../../ui/button.tsx'
import { statusWords } from './words.ts'

/** A line that comes back at once is nobody's concern. */
const patienceMs = 1_500

export function Status() {
  return (
    <div role="status">
      <Connection />
      <Announced />
    </div>
  )
}

function Connection() {
  const t = useWords(statusWords)
  const errorText = useErrorText()
  const client = useClient()
  const connection = useChat((state) => state.connection)
  const isWell = connection.phase === 'live' || connection.phase === 'resuming'
  const isLong = useLong(!isWell)
  if (connection.phase === 'closed') {
    const why = connection.cause === undefined ? connection.why : errorText(connection.cause)
    return (
      <p className="status">
        {t('closed', { why })}
        <Button onClick={() => void startAgain(client)}>{t('again')}</Button>
      </p>
    )
  }
  if (isWell || !isLong) return null
  if (connection.phase !== 'offline') return <p className="status">{t('connecting')}</p>
  return (
    <p className="status">
      {t('offline')}
      <Button onClick={() => client.connect()}>{t('now')}</Button>
    </p>
  )
}

/** Whether something has been so for a while. */
function useLong(is: boolean): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!is) return setLong(false)
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => clearTimeout(timer)
  }, [is])
  return long
}

function Announced() {
  const t = useWords(statusWords)
  const client = useClient()
  const [body, setBody] = useState('')
  useEffect(
    () =>
      client.subscribe((happening) => {
        if (happening.kind === 'event' && happening.event.name === 'server.announced')
          setBody(happening.event.payload.body)
      }),
    [client],
  )
  if (body === '') return null
  return (
    <p className="status" dir="auto">
      {t('announced', { body })}
      <Button onClick={() => setBody('')}>{t('close')}</Button>
    </p>
  )
}
