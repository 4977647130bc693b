// What is said when a command about messages or files has been carried out; entries themselves are shown as entries.

import type { AnswerRows } from './done.ts'

export const messageAnswers = {
  'message.send': 'silent',
  'message.history': 'silent',
  'message.read': 'silent',
  'message.edit': 'silent',
  'message.erase': () => ['You have taken it back.'],
  'message.react': 'silent',
  'message.unreact': 'silent',
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': 'silent',
  'message.search': ({ reply: { entries, more } }) => [
    ...(entries.length === 0 ? ['Nothing was found.'] : []),
    ...(more ? ['There is more; say more words to find less.'] : []),
  ],
  'message.targets': 'silent',
  'file.share': 'silent',
  'file.keep': 'silent',
  'file.fetch': 'silent',
} satisfies Partial<AnswerRows>
