// What one may do with a message.

import type { Message } from '@hubbub/protocol'

export type Act = 'reply' | 'react' | 'edit' | 'copy' | 'link' | 'erase'

export interface Reader {
  readonly me: number | undefined
  readonly moderates: boolean
}

const rules: Readonly<Record<Act, (entry: Message, reader: Reader) => boolean>> = {
  reply: ({ erased }) => !erased,
  react: ({ erased }) => !erased,
  edit: ({ erased, author, file }, { me }) => !erased && !file && author.id === me,
  copy: ({ erased, body }) => !erased && body !== '',
  link: () => true,
  erase: ({ erased, author }, { me, moderates }) => !erased && (author.id === me || moderates),
}

export function actsOn(entry: Message, reader: Reader): readonly Act[] {
  return (Object.keys(rules) as Act[]).filter((act) => rules[act](entry, reader))
}
