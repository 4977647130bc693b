// What is said when a command of an operator has been carried out.

import type { AnswerRows } from './done.ts'

export const serverAnswers = {
  'server.operate': () => ['You are an operator of this server now.'],
  'server.resign': () => ['You are no operator any more.'],
  'server.announce': () => ['It was told.'],
  'server.ban': 'silent',
  'server.unban': 'silent',
  'server.bans': 'silent',
  'server.audit': 'silent',
  'server.claim': 'silent',
  'server.grant': 'silent',
  'server.accounts': 'silent',
  'server.messages': 'silent',
  'server.erase': 'silent',
  'server.forget': 'silent',
  'server.rehash': ({ reply }) => [`${reply.file} was read again.`],
  'server.stats': 'silent',
} satisfies Partial<AnswerRows>
