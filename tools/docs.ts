// Writes the documents that follow from declarations: docs/protocol.md, docs/gateways.md and docs/irc.md.

import {
  type CommandDeclaration,
  commandNames,
  commands,
  errors,
  eventNames,
  events,
  type Hears,
  limits,
  usageOf,
  type Who,
} from '@hubbub/protocol'
import { gateways } from '@hubbub/server/gateways'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { ircDocument } from './docs-irc.ts'
import { generated, table } from './markdown.ts'

export interface Document {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly text: string
}

/** The generated documents, as they should be on disk. */
export async function generate(): Promise<Document[]> {
  return [
    { path: 'docs/protocol.md', text: protocolDocument() },
    { path: 'docs/gateways.md', text: gatewaysDocument() },
    { path: 'docs/irc.md', text: ircDocument() },
  ]
}

function protocolDocument(): string {
  return [
    '# The protocol',
    generated,
    'Our own clients speak it as JSON over a WebSocket at `/ws`, one object a frame: a request `{"id":7,"do":"message.send","with":{…}}`, ' +
      'its reply `{"re":7,"ok":{…}}` or refusal `{"re":7,"error":{"code":"not-joined","says":"…","retry":false}}`, and events ' +
      '`{"on":"message.posted","data":{…}}`. Replies come in the order of the requests.',
    '## Commands',
    ...commandNames.map(commandSection),
    '## Events',
    ...eventNames.map(eventSection),
    '## Errors',
    table(
      ['code', 'says', 'retry'],
      Object.entries(errors).map(([code, { says, retry }]) => [`\`${code}\``, says, retry ? 'yes' : 'no']),
    ),
    '## Limits',
    table(
      ['limit', 'value'],
      Object.entries(limits).map(([name, value]) => [`\`${name}\``, value.toLocaleString('en')]),
    ),
  ]
    .join('\n\n')
    .concat('\n')
}

const whoSays = {
  anyone: 'anyone',
  identified: 'whoever has said who they are',
  member: 'members of the room',
  moderator: 'moderators of the room, and operators of the server',
  operator: 'operators of the server',
} satisfies Record<Who, string>

function commandSection(name: (typeof commandNames)[number]): string {
  const { summary, who, whose, example, slash = [], errors: codes }: CommandDeclaration = commands[name]
  const facts = [
    `By: ${whoSays[who]}.`,
    whose === undefined ? '' : `Of whose entry: ${whose}.`,
    slash.length === 0 ? '' : `Typed: ${slash.map((form) => `\`${usageOf(form)}\``).join(', ')}.`,
    codes.length === 0 ? '' : `Refused with: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
  ]
  return [
    `### ${name}`,
    summary,
    facts.filter(Boolean).join(' '),
    json({ with: example.input, ok: example.reply }),
  ].join('\n\n')
}

const hearsSays = {
  room: 'everybody in the room',
  moderators: 'the moderators of the room',
  everyone: 'everybody',
  person: 'the person alone',
} satisfies Record<Hears, string>

function eventSection(name: (typeof eventNames)[number]): string {
  const { summary, hears, example } = events[name]
  return [`### ${name}`, `${summary} Heard by ${hearsSays[hears]}.`, json(example)].join('\n\n')
}

function gatewaysDocument(): string {
  const shown = gateways.filter(({ outbound }) => Object.values(outbound).some((row) => row !== 'silent'))
  return [
    '# The gateways',
    generated,
    'Every wire is on the same port; the first bytes tell which one a client speaks.',
    table(
      ['wire', 'who speaks it'],
      gateways.map(({ wire, speaks }) => [`\`${wire}\``, speaks]),
    ),
    '## What each wire shows of each event',
    'Where a wire cannot carry an event it shows readable text, or is deliberately silent (–).',
    table(
      ['event', ...shown.map(({ wire }) => `\`${wire}\``)],
      eventNames.map((name) => [
        `\`${name}\``,
        ...shown.map(({ outbound }) => (outbound[name] === 'silent' ? '–' : 'shown')),
      ]),
    ),
  ]
    .join('\n\n')
    .concat('\n')
}

function json(value: object): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
}

if (import.meta.main) {
  for (const { path, text } of await generate()) {
    await writeFile(fileURLToPath(new URL(`../${path}`, import.meta.url)), text)
    console.log(`wrote ${path}`)
  }
}
