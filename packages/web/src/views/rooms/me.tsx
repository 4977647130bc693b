// Oneself at the foot of the list: name, presence, and the way to the settings.

import type { Status } from '@hubbub/protocol'

import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { go } from '../../state/route.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { roomWords } from './words.ts'

const statuses: readonly Status[] = ['ACTIVE', 'AWAY', 'BUSY']

export function Me() {
  const t = useWords(roomWords)
  const client = useClient()
  const me = useChat(({ session }) => session.me)
  if (me === undefined) return null
  const beAs = (status: Status): void => void client.do('person.status', { status }).catch(() => {})
  return (
    <div className="me">
      <span className="room-person">
        <Avatar name={me.name} />
        <span className="presence" data-status={me.status} />
      </span>
      <span className="me-name">
        <strong dir="auto">{me.name}</strong>
        <span>{t(me.status)}</span>
      </span>
      <Menu
        icon="more"
        label={t('beAs')}
        rows={statuses.map((status) => ({ label: t(status), onPick: () => beAs(status) }))}
      />
      <IconButton icon="settings" label={t('settings')} onClick={() => go('/settings')} />
    </div>
  )
}
