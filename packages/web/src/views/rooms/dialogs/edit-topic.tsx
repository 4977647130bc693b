// A room’s topic is changed.

import type { JoinedRoom } from '@hubbub/protocol'
import { type SubmitEvent, useState } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useWords } from '../../../i18n/words.ts'
import { useClient } from '../../../state/chat.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { dialogWords } from './words.ts'
import { said } from '../../../ui/said.ts'

export function EditTopic({ room, onClose }: { readonly room: JoinedRoom; readonly onClose: () => void }) {
  const t = useWords(dialogWords)
  const errorText = useErrorText()
  const client = useClient()
  const [wrong, setWrong] = useState<string>()
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const topic = said(new FormData(event.currentTarget), 'topic')
    client.do('room.topic', { room: room.slug, topic }).then(onClose, (cause: unknown) => setWrong(errorText(cause)))
  }
  return (
    <Dialog title={t('topic')} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label={t('topic')} name="topic" defaultValue={room.topic} autoComplete="off" autoFocus wrong={wrong} />
        <div className="dialog-feet">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="main" type="submit">
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
