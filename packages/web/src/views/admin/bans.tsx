// Who is kept off this server.

import type { Ban } from '@hubbub/protocol'
import { useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { AskForm } from '../../ui/ask-form.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { adminWords } from './words.ts'
import { said } from '../../ui/said.ts'

export function ServerBans() {
  const t = useWords(adminWords)
  const errorText = useErrorText()
  const client = useClient()
  const [bans, setBans] = useState<readonly Ban[]>([])
  const [says, setSays] = useState('')
  const wrong = (cause: unknown): void => setSays(errorText(cause))
  const read = async (): Promise<void> => setBans((await client.do('server.bans', {})).bans)
  useEffect(() => void read().catch(wrong), [client])
  const ban = async (form: FormData): Promise<string> => {
    const reason = said(form, 'reason')
    const { removed } = await client.do('server.ban', {
      mask: said(form, 'mask'),
      ...(reason === '' ? {} : { reason }),
    })
    await read()
    return t('banned', { count: removed })
  }
  const unban = async (mask: string): Promise<void> => {
    await client.do('server.unban', { mask })
    await read()
  }
  return (
    <section className="card" aria-label={t('bans')}>
      <AskForm ask={ban}>
        <div className="card-row">
          <Field label={t('mask')} name="mask" hint={t('maskHint')} required autoComplete="off" />
          <Field label={t('reason')} name="reason" autoComplete="off" />
        </div>
        <Button type="submit">{t('ban')}</Button>
      </AskForm>
      <p role="status">{says || (bans.length === 0 && t('none'))}</p>
      <ul className="browse-list">
        {bans.map(({ mask, reason }) => (
          <li key={mask} className="browse-row">
            <span className="browse-about">
              <code>{mask}</code>
              <span dir="auto">{reason}</span>
            </span>
            <Button look="quiet" aria-label={`${t('unban')}: ${mask}`} onClick={() => void unban(mask).catch(wrong)}>
              {t('unban')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
