// Who is typing, in one line below the messages; it has its place whether anybody types or not.

import { useLanguage, useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { listText } from '../times.ts'
import { timelineWords } from '../words.ts'

/** More names than these say less than none. */
const namesMost = 3

export function TypingLine({ room }: { readonly room: string }) {
  const t = useWords(timelineWords)
  const language = useLanguage()
  const typists = useChat(({ typing }) => typing.get(room))
  const me = useChat(({ session }) => session.me?.id)
  const names = [...(typists?.values() ?? [])].flatMap(({ person, state }) =>
    state === 'active' && person.id !== me ? [person.name] : [],
  )
  return (
    <p className="timeline-typing" dir="auto">
      {names.length > namesMost && t('severalType')}
      {names.length > 0 &&
        names.length <= namesMost &&
        t('typing', { count: names.length, names: listText(names, language) })}
    </p>
  )
}
