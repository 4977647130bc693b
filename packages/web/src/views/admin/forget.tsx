// Deletes a person with everything they ever said. Asked twice: first what it means, then the name.

import { useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { AskForm } from '../../ui/ask-form.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import type { LookedUp } from './people-types.ts'
import { adminWords } from './words.ts'
import { said } from '../../ui/said.ts'

interface ForgetPersonProps {
  readonly person: LookedUp
  readonly onDone: (says: string) => void
  readonly onClose: () => void
}

export function ForgetPerson({ person: { id, name }, onDone, onClose }: ForgetPersonProps) {
  const t = useWords(adminWords)
  const client = useClient()
  const [step, setStep] = useState<'first' | 'second'>('first')
  const forget = async (form: FormData): Promise<string> => {
    const { messages } = await client.do('server.forget', { person: id, confirm: said(form, 'confirm') })
    onDone(t('forgotten', { count: messages }))
    return ''
  }
  return (
    <Dialog title={t('forgetOf', { name })} onClose={onClose}>
      {step === 'first' ? (
        <>
          <p dir="auto">{t('forgetFirst', { name })}</p>
          <div className="dialog-feet">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button look="bad" onClick={() => setStep('second')}>
              {t('goOn')}
            </Button>
          </div>
        </>
      ) : (
        <AskForm ask={forget}>
          <Field label={t('forgetSecond', { name })} name="confirm" required autoComplete="off" autoFocus />
          <div className="dialog-feet">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button look="bad" type="submit">
              {t('forgetIt')}
            </Button>
          </div>
        </AskForm>
      )}
    </Dialog>
  )
}
