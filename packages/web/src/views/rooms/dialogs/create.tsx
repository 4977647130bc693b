// A new room: its name, and whether anybody may come in.

import { type SubmitEvent, useState } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useWords } from '../../../i18n/words.ts'
import { useClient } from '../../../state/chat.tsx'
import { go, pathOf } from '../../../state/route.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Check, Field } from '../../../ui/field.tsx'
import { dialogWords } from './words.ts'
import { said } from '../../../ui/said.ts'

export function CreateRoom({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(dialogWords)
  const errorText = useErrorText()
  const client = useClient()
  const [wrong, setWrong] = useState<string>()
  const create = async (form: FormData): Promise<void> => {
    const kind = form.get('invited') === null ? 'public' : 'invite-only'
    const { room } = await client.do('room.create', { name: said(form, 'name'), kind })
    onClose()
    go(pathOf(room.slug))
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    create(new FormData(event.currentTarget)).catch((cause: unknown) => setWrong(errorText(cause)))
  }
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field
          label={t('name')}
          name="name"
          required
          maxLength={64}
          hint={t('nameHint')}
          wrong={wrong}
          autoComplete="off"
        />
        <Check name="invited">{t('onlyInvited')}</Check>
        <div className="dialog-feet">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="main" type="submit">
            {t('createIt')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
