// Does what somebody asks for with a message.

import type { Message } from '@hubbub/protocol'

import { useWords } from '../../../i18n/words.ts'
import { useChat, useClient } from '../../../state/chat.tsx'
import { draft, draftingIn } from '../../../state/drafting.ts'
import { moderatesIn } from '../../../state/powers.ts'
import { pathOf } from '../../../state/route.ts'
import { copyText } from '../../../world/clipboard.ts'
import { useTools } from '../tools.ts'
import { type Act, actsOn } from './acts.ts'
import { messageWords } from './words.ts'

export type Acts = Readonly<Record<Act, () => void>>

export function useActs(entry: Message): { readonly may: readonly Act[]; readonly acts: Acts } {
  const t = useWords(messageWords)
  const tools = useTools()
  const me = useChat(({ session }) => session.me?.id)
  const moderates = useChat((state) => moderatesIn(state, entry.room))
  const { room, seq, body } = entry
  const copy = (text: string): void =>
    void copyText(text).then(
      () => tools.tell(t('copied')),
      () => tools.fail(t('notCopied')),
    )
  const acts: Acts = {
    reply: () => draft(room, { text: textIn(room), reply: entry }),
    react: () => tools.pick(entry),
    edit: () => draft(room, { text: body, editing: entry }),
    copy: () => copy(body),
    link: () => copy(location.origin + pathOf(room, seq)),
    erase: () => tools.erase(entry),
  }
  return { may: actsOn(entry, { me, moderates }), acts }
}

/** An answer keeps what is being written; what replaces a message does not become an answer. */
function textIn(room: string): string {
  const { text, editing } = draftingIn(room)
  return editing === undefined ? text : ''
}

/** Reacts with an emoji, or takes that back. */
export function useReact(): (entry: Message, text: string) => void {
  const client = useClient()
  const tools = useTools()
  return ({ room, seq, reactions }, text) => {
    const me = client.state.session.me?.id
    const isOn = reactions?.some((one) => one.text === text && one.people.some(({ id }) => id === me)) ?? false
    client.do(isOn ? 'message.unreact' : 'message.react', { room, seq, text }).catch(tools.fail)
  }
}
