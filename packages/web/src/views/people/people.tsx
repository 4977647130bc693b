// The people of a room, with their presence and roles.

import './people.css'

import type { Member } from '@hubbub/protocol'
import { useMemo } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useMembers } from '../../state/members.ts'
import { isModerator } from '../../state/powers.ts'
import { IconButton } from '../../ui/button.tsx'
import { PersonRow } from './row.tsx'
import { peopleWords } from './words.ts'

interface PeopleProps {
  readonly room: string
  readonly onClose: () => void
}

/** So many are drawn; a room may have a hundred thousand. */
const shownMax = 200

export function People({ room, onClose }: PeopleProps) {
  const t = useWords(peopleWords)
  const members = useMembers(room)
  const groups = useMemo(() => grouped(members), [members])
  return (
    <>
      <header className="people-head">
        <h2>
          {t('people')} <span className="badge">{members.length}</span>
        </h2>
        <IconButton icon="close" label={t('close')} onClick={onClose} />
      </header>
      {groups.map(({ name, people }) => (
        <section key={name} className="people-group" aria-labelledby={`people-${name}`}>
          <h3 id={`people-${name}`}>{t(name)}</h3>
          <ul>
            {people.slice(0, shownMax).map((member) => (
              <PersonRow key={member.id} member={member} room={room} />
            ))}
            {people.length > shownMax && <li className="people-more">+ {people.length - shownMax}</li>}
          </ul>
        </section>
      ))}
    </>
  )
}

/** Who looks after the room first; each group by name, and only groups in which somebody is. */
function grouped(members: readonly Member[]) {
  const sorted = members.toSorted((one, other) => one.name.localeCompare(other.name))
  const isHere = ({ status }: Member): boolean => status !== 'OFFLINE'
  const groups = [
    { name: 'moderators', people: sorted.filter((member) => isHere(member) && isModerator(member.role)) },
    { name: 'here', people: sorted.filter((member) => isHere(member) && !isModerator(member.role)) },
    { name: 'notHere', people: sorted.filter((member) => !isHere(member)) },
  ] as const
  return groups.filter(({ people }) => people.length > 0)
}
