// Events of what is said: messages, files, changes to them, and what is told and not kept.

import type { Message } from '@hubbub/protocol'

import type { Out } from '../../lines/line.ts'
import type { Form, Rows } from '../../row.ts'
import { messageLines } from '../../say/lines.ts'
import { changeRows } from './changes.ts'
import { passingRows } from './passing.ts'
import { type Place, placed } from './placed.ts'
import { readLine } from '../read-marker.ts'

export const messageRows = {
  'message.posted': placed<'message.posted'>(({ payload }) => payload.author, showEntry),
  'file.shared': placed<'file.shared'>(({ payload }) => payload.author, showEntry),
  ...changeRows,
  ...passingRows,
  // What the client does itself is answered by its verb.
  'message.read': {
    each: (heard, viewer) => readLine(heard, viewer, viewer.room(heard.payload.room)),
  },
  'message.changed': 'silent',
} satisfies Partial<Rows>

function showEntry({ payload }: { readonly payload: Message }, form: Form, place: Place): Out[] {
  return messageLines(payload, form, place)
}
