// The arrows between packages and inside the server, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { arrows } from './imports.ts'
import { layers } from './layers.ts'
import { readTree } from './tree.ts'

test('every import in the repository follows an allowed arrow', () => {
  const tree = readTree()
  expect(arrows(tree).length).toBeGreaterThan(30)
  expect(layers(tree)).toEqual([])
})

const manifests = [
  { path: 'package.json', text: '{"devDependencies": {"vitest": "5.1.0"}}' },
  { path: 'packages/protocol/package.json', text: '{"name": "@hubbub/protocol", "dependencies": {"zod": "4.6.7"}}' },
  {
    path: 'packages/server/package.json',
    text: '{"name": "@hubbub/server", "exports": {".": "./src/index.ts", "./actors": "./src/gateways/actors.ts"}, "dependencies": {"ws": "8.23.0"}}',
  },
]

const bad: readonly [from: string, specifier: string, complaint: RegExp][] = [
  ['packages/protocol/src/room.ts', '@hubbub/core', /protocol may import no other package/],
  ['packages/core/src/chat.ts', '@hubbub/server', /core may import protocol/],
  ['packages/client/src/client.ts', '@hubbub/core', /client may import protocol/],
  ['packages/server/src/server.ts', '@hubbub/client', /server may import core, protocol/],
  ['packages/server/src/server.ts', '@hubbub/testkit', /server may import core, protocol/],
  ['packages/cli/src/main.ts', '@hubbub/core', /cli may import server, web, client, protocol/],
  ['packages/gui/src/main.ts', '@hubbub/client', /no row/],
  ['packages/core/src/chat.ts', '../../protocol/src/room.ts', /use the name @hubbub\/protocol/],
  ['packages/core/src/chat.ts', '../../../tools/check.ts', /stands on its own/],
  ['packages/core/src/chat.ts', 'node:crypto', /core runs anywhere/],
  ['packages/client/src/client.ts', 'ws', /client runs anywhere/],
  ['packages/protocol/src/room.ts', 'node:util', /may import zod/],
  ['packages/server/src/server.ts', 'hono', /hono is not a dependency in packages\/server/],
  ['packages/server/src/server.ts', 'vitest', /vitest is not a dependency/],
  ['packages/server/src/server.ts', 'fs', /fs is not a dependency/],
  ['tools/check.ts', 'ws', /ws is not a dependency in package.json/],
  ['packages/server/src/gateways/irc/parse.ts', '../frames/inbound.ts', /a wire knows no other wire/],
  ['packages/server/src/gateways/kit/lines.ts', '../irc/parse.ts', /knows none of them/],
  ['packages/server/src/gateways/gateway.ts', './irc/parse.ts', /knows none of them/],
  ['packages/server/src/edge/detect.ts', '../gateways/irc/parse.ts', /the edge knows no gateway/],
  ['packages/server/src/edge/detect.ts', '../gateways/index.ts', /list of wires/],
  ['packages/server/src/config.ts', './gateways/irc/index.ts', /list of wires/],
  ['packages/server/src/gateways/irc/inbound.ts', '../../stores/index.ts', /never past it/],
  ['packages/server/src/stores/sqlite.ts', '../edge/limits.ts', /knows no connection/],
  ['packages/server/src/blobs/disk.ts', '../gateways/gateway.ts', /knows no connection/],
  ['packages/server/src/stores/sqlite.ts', '../buses/local.ts', /do not know one another/],
]

test.each(bad)('%s must not import %s', (from, specifier, complaint) => {
  const asValue = layers([...manifests, { path: from, text: `import { x } from '${specifier}'` }])
  expect(asValue).toEqual([expect.stringMatching(complaint)])
  for (const text of [
    `import type { X } from '${specifier}'`,
    `export * from '${specifier}'`,
    `await import('${specifier}')`,
    `type X = import('${specifier}').X`,
  ]) {
    expect(layers([...manifests, { path: from, text }])).toEqual(asValue)
  }
})

const good: readonly [from: string, specifier: string][] = [
  ['packages/protocol/src/room.ts', 'zod/mini'],
  ['packages/core/src/chat.test.ts', 'node:fs'],
  ['packages/core/src/chat.test.ts', 'vitest'],
  ['packages/server/src/server.ts', 'node:net'],
  ['packages/server/src/server.ts', './gateways/index.ts'],
  ['packages/server/src/gateways/index.ts', './irc/index.ts'],
  ['packages/server/src/gateways/actors.ts', './irc/actor.ts'],
  ['packages/server/src/gateways/irc/index.ts', '../kit/lines.ts'],
  ['packages/server/src/gateways/irc/actor.ts', './index.ts'],
  ['packages/server/src/gateways/irc/inbound.ts', '../gateway.ts'],
  ['packages/server/src/gateways/contract.test.ts', '@hubbub/testkit'],
  ['packages/server/src/edge/detect.ts', '../gateways/gateway.ts'],
  ['packages/testkit/src/world.ts', '@hubbub/server/actors'],
  ['scenes/wake.test.ts', '@hubbub/testkit'],
]

test.each(good)('%s may import %s', (from, specifier) => {
  expect(layers([...manifests, { path: from, text: `import { x } from '${specifier}'` }])).toEqual([])
})
