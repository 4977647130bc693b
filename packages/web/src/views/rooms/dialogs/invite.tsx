// Who else shall be in a room: by name, or whoever has a link.

import type { JoinedRoom, Reply } from '@hubbub/protocol'
import { type SubmitEvent, useState } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useLanguage, useWords } from '../../../i18n/words.ts'
import { useChat, useClient } from '../../../state/chat.tsx'
import { moderatesIn } from '../../../state/powers.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { copyText } from '../../../world/clipboard.ts'
import { dialogWords } from './words.ts'
import { said } from '../../../ui/said.ts'

interface InviteProps {
  readonly room: JoinedRoom
  readonly onClose: () => void
}

export function Invite({ room, onClose }: InviteProps) {
  const t = useWords(dialogWords)
  const errorText = useErrorText()
  const client = useClient()
  const [says, setSays] = useState('')
  const invite = async (names: string): Promise<void> => {
    const people = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    if (people.length === 0) return
    const { invited } = await client.do('room.invite', { room: room.slug, people })
    setSays(invited.length === 0 ? t('nobodyNew') : t('invited', { names: invited.join(', ') }))
  }
  const wrong = (cause: unknown): void => setSays(errorText(cause))
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    invite(said(new FormData(event.currentTarget), 'people')).catch(wrong)
  }
  return (
    <Dialog title={t('invite')} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label={t('inviteWho')} name="people" list="invite-people" autoComplete="off" />
        <PeopleHere />
        <Button type="submit">{t('inviteThem')}</Button>
      </form>
      <LinkForm room={room} onSays={setSays} />
      <p role="status">{says}</p>
    </Dialog>
  )
}

function PeopleHere() {
  const people = useChat((state) => state.people)
  return (
    <datalist id="invite-people">
      {[...people.values()].map(({ id, name }) => (
        <option key={id} value={name} />
      ))}
    </datalist>
  )
}

interface LinkFormProps {
  readonly room: JoinedRoom
  readonly onSays: (says: string) => void
}

function LinkForm({ room, onSays }: LinkFormProps) {
  const t = useWords(dialogWords)
  const errorText = useErrorText()
  const client = useClient()
  const moderates = useChat((state) => moderatesIn(state, room.slug))
  const [link, setLink] = useState<Reply<'room.link'>>()
  const wrong = (cause: unknown): void => onSays(errorText(cause))
  const make = (): void => void client.do('room.link', { room: room.slug }).then(setLink, wrong)
  const takeBack = async (): Promise<void> => {
    const { links } = await client.do('room.unlink', { room: room.slug })
    setLink(undefined)
    onSays(t('unlinked', { count: links }))
  }
  return (
    <div className="form">
      <p className="field-hint">{t('linkAbout')}</p>
      {link === undefined ? (
        <Button icon="link" onClick={make}>
          {t('makeLink')}
        </Button>
      ) : (
        <MadeLink link={link} onCopied={() => onSays(t('copied'))} />
      )}
      {moderates && (
        <Button look="quiet" onClick={() => void takeBack().catch(wrong)}>
          {t('unlink')}
        </Button>
      )}
    </div>
  )
}

function MadeLink({ link, onCopied }: { readonly link: Reply<'room.link'>; readonly onCopied: () => void }) {
  const t = useWords(dialogWords)
  const language = useLanguage()
  const address = `${location.origin}${link.path}`
  const until = new Date(link.until).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className="link-row">
      <Field
        label={t('link')}
        readOnly
        autoFocus
        value={address}
        hint={t('linkUntil', { date: until })}
        onFocus={({ target }) => target.select()}
      />
      <Button icon="copy" onClick={() => void copyText(address).then(onCopied)}>
        {t('copy')}
      </Button>
    </div>
  )
}
