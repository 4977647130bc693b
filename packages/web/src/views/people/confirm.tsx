// Asks once more before somebody is sent out.

import type { Client } from '@hubbub/client'
import type { Member } from '@hubbub/protocol'
import { useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { maskOf } from './mask.ts'
import { peopleWords } from './words.ts'

/** What is asked about first. */
export type Act = keyof typeof acts

interface Subject {
  readonly room: string
  readonly person: Member
}

const acts = {
  kick: {
    asks: 'reallyKick',
    act: (client: Client, { room, person }: Subject) => client.do('room.kick', { room, person: person.name }),
  },
  ban: {
    asks: 'reallyBan',
    act: async (client: Client, { room, person }: Subject) => {
      await client.do('room.ban', { room, mask: maskOf(person) })
      await client.do('room.kick', { room, person: person.name })
    },
  },
  remove: {
    asks: 'reallyRemove',
    act: (client: Client, { person }: Subject) => client.do('person.remove', { name: person.name }),
  },
} as const

interface ConfirmActProps extends Subject {
  readonly act: Act
  readonly onClose: () => void
}

export function ConfirmAct({ act: name, person, room, onClose }: ConfirmActProps) {
  const t = useWords(peopleWords)
  const errorText = useErrorText()
  const client = useClient()
  const [wrong, setWrong] = useState<string>()
  const { asks, act } = acts[name]
  const doIt = (): void =>
    void act(client, { room, person }).then(onClose, (cause: unknown) => setWrong(errorText(cause)))
  return (
    <Dialog title={t(name)} onClose={onClose}>
      <p dir="auto">{t(asks, { name: person.name })}</p>
      {wrong && <p role="alert">{wrong}</p>}
      <div className="dialog-feet">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="bad" onClick={doIt}>
          {t(name)}
        </Button>
      </div>
    </Dialog>
  )
}
