// How long names may be here: a server may be stricter than the protocol, never more generous.

import { type CommandName, type Limits, Refusal } from '@hubbub/protocol'

/** The commands that give somebody or something a name. */
const naming: { readonly [Name in CommandName]?: 'person_name_chars_max' | 'room_name_chars_max' } = {
  'person.identify': 'person_name_chars_max',
  'person.register': 'person_name_chars_max',
  'person.rename': 'person_name_chars_max',
  'room.create': 'room_name_chars_max',
  'room.rename': 'room_name_chars_max',
}

/** Throws `name-invalid`. */
export function refuseLongName(limits: Limits, command: CommandName, input: object): void {
  const limit = naming[command]
  if (limit === undefined || !('name' in input) || typeof input.name !== 'string') return
  if ([...input.name].length > limits[limit]) throw new Refusal('name-invalid', input.name)
}
