// How a room is kept: its name, its rules, and who is kept out. For moderators.

import type { Asked, Ban, JoinedRoom } from '@hubbub/protocol'
import { type SubmitEvent, useEffect, useState } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useWords } from '../../../i18n/words.ts'
import { useClient } from '../../../state/chat.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Check, Field } from '../../../ui/field.tsx'
import { dialogWords } from './words.ts'
import { said } from '../../../ui/said.ts'

const switches = ['moderated', 'accountsJoin', 'accountsSpeak', 'topicLocked', 'secret', 'membersInvite'] as const

interface RoomSettingsProps {
  readonly room: JoinedRoom
  readonly onClose: () => void
}

export function RoomSettingsDialog({ room, onClose }: RoomSettingsProps) {
  const t = useWords(dialogWords)
  const errorText = useErrorText()
  const client = useClient()
  const [wrong, setWrong] = useState<string>()
  const save = async (form: FormData): Promise<void> => {
    const name = said(form, 'name')
    if (name !== room.name) await client.do('room.rename', { room: room.slug, name })
    await client.do('room.settings', { room: room.slug, set: settingsOf(form) })
    onClose()
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    save(new FormData(event.currentTarget)).catch((cause: unknown) => setWrong(errorText(cause)))
  }
  return (
    <Dialog title={t('keep')} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {room.kind !== 'lobby' && (
          <Field label={t('name')} name="name" defaultValue={room.name} required autoComplete="off" />
        )}
        {switches.map((name) => (
          <Check key={name} name={name} defaultChecked={room.settings?.[name] === true}>
            {t(name)}
          </Check>
        ))}
        <Field
          label={t('roomKey')}
          name="key"
          defaultValue={room.settings?.key ?? ''}
          autoComplete="off"
          wrong={wrong}
        />
        <div className="dialog-feet">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="main" type="submit">
            {t('save')}
          </Button>
        </div>
      </form>
      <Bans room={room} onWrong={(cause) => setWrong(errorText(cause))} />
    </Dialog>
  )
}

/** What is not ticked is as it is where nothing was decided. */
function settingsOf(form: FormData): Asked<'room.settings'>['set'] {
  const on = Object.fromEntries(switches.map((name) => [name, form.get(name) === null ? null : true]))
  const key = said(form, 'key')
  return { ...on, key: key === '' ? null : key }
}

function Bans({ room, onWrong }: { readonly room: JoinedRoom; readonly onWrong: (cause: unknown) => void }) {
  const t = useWords(dialogWords)
  const client = useClient()
  const [bans, setBans] = useState<readonly Ban[]>([])
  useEffect(() => {
    client.do('room.bans', { room: room.slug, list: 'ban' }).then((reply) => setBans(reply.bans), onWrong)
  }, [client, room.slug])
  const unban = async ({ mask }: Ban): Promise<void> => {
    await client.do('room.unban', { room: room.slug, mask, list: 'ban' })
    setBans(bans.filter((ban) => ban.mask !== mask))
  }
  return (
    <section className="form" aria-labelledby="room-bans">
      <h3 id="room-bans">{t('bans')}</h3>
      {bans.length === 0 && <p className="field-hint">{t('noBans')}</p>}
      <ul className="browse-list">
        {bans.map((ban) => (
          <li key={ban.mask} className="browse-row">
            <code dir="auto">{ban.mask}</code>
            <Button
              look="quiet"
              aria-label={`${t('unban')}: ${ban.mask}`}
              onClick={() => void unban(ban).catch(onWrong)}
            >
              {t('unban')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
