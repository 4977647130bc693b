// The allowed arrows: which package may import which, and what may meet inside the server.

import { arrows, type Arrow } from './imports.ts'
import { isTest, packageOf, type SourceFile } from './tree.ts'

/** Every arrow points down, see ARCHITECTURE.md. A new package begins with a row here. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  core: ['protocol'],
  client: ['protocol'],
  server: ['core', 'protocol'],
  web: ['client', 'protocol'],
  cli: ['server', 'web', 'client', 'protocol'],
  testkit: ['server', 'client', 'core', 'protocol'],
}

/** These run anywhere, also in a browser: nothing of Node, and nothing from outside but what is named. */
const pure: Readonly<Record<string, readonly string[]>> = { protocol: ['zod'], core: [], client: [] }

/** A file inside packages/server/src: which part it belongs to and, under gateways/, to which wire. */
interface Place {
  readonly path: string
  readonly part: string
  readonly wire: string | undefined
}

const listOfWires = ['gateways/index.ts', 'gateways/actors.ts']
const keepers = ['stores', 'buses', 'blobs']

const insideServer: readonly { readonly why: string; readonly wrong: (from: Place, to: Place) => boolean }[] = [
  {
    why: 'a wire knows no other wire; what two of them share goes to gateways/kit',
    wrong: (from, to) => from.wire !== undefined && to.wire !== undefined && from.wire !== to.wire,
  },
  {
    why: 'what all wires share knows none of them',
    wrong: (from, to) =>
      from.part === 'gateways' && !from.wire && to.wire !== undefined && !listOfWires.includes(from.path),
  },
  {
    why: 'only gateways/index.ts, gateways/actors.ts, server.ts and listeners.ts know the list of wires',
    wrong: (from, to) =>
      /^gateways\/(?!kit\/)([^/]+\/)?index\.ts$/.test(to.path) &&
      ![...listOfWires, 'server.ts', 'listeners.ts'].includes(from.path) &&
      (from.wire === undefined || from.wire !== to.wire),
  },
  {
    why: 'the edge knows no gateway, it is handed them',
    wrong: (from, to) => from.part === 'edge' && to.part === 'gateways' && to.path !== 'gateways/gateway.ts',
  },
  {
    why: 'a gateway speaks to the chat, never past it',
    wrong: (from, to) => from.part === 'gateways' && keepers.includes(to.part),
  },
  {
    why: 'what stores and carries knows no connection',
    wrong: (from, to) => keepers.includes(from.part) && ['edge', 'gateways'].includes(to.part),
  },
  {
    why: 'stores, buses and blobs do not know one another',
    wrong: (from, to) => keepers.includes(from.part) && keepers.includes(to.part) && from.part !== to.part,
  },
]

export function layers(files: readonly SourceFile[]): string[] {
  const dependencies = dependenciesOf(files)
  return arrows(files).flatMap((arrow) => {
    const complaint = wrongBetweenPackages(arrow) ?? wrongInsideServer(arrow) ?? wrongOutside(arrow, dependencies)
    return complaint ? [`${arrow.from}:${arrow.line} imports ${arrow.specifier}: ${complaint}`] : []
  })
}

function wrongBetweenPackages({ from, to, specifier }: Arrow): string | undefined {
  const here = packageOf(from)
  if (here === undefined || to === undefined) return undefined
  const there = packageOf(to)
  if (there === here) return undefined
  if (there === undefined) return 'a package stands on its own, move what it needs into a package'
  if (specifier.startsWith('.')) return `use the name @hubbub/${there}, not a path into the other package`
  if (isTest(from) && there === 'testkit') return undefined
  const may = allowed[here]
  if (!may) return `package ${here} has no row in checks/layers.ts yet`
  return may.includes(there)
    ? undefined
    : `${here} may import ${may.join(', ') || 'no other package'}; turn the arrow round or hand it in`
}

function wrongInsideServer({ from, to }: Arrow): string | undefined {
  const [here, there] = [placeOf(from), placeOf(to)]
  if (!here || !there || isTest(from)) return undefined
  return insideServer.find(({ wrong }) => wrong(here, there))?.why
}

function placeOf(file: string | undefined): Place | undefined {
  const path = /^packages\/server\/src\/(.+)$/.exec(file ?? '')?.[1]
  if (path === undefined) return undefined
  const [, part = '', folder] = /^([^/]+)\/(?:([^/]+)\/)?/.exec(path) ?? []
  return { path, part, wire: part === 'gateways' && folder !== 'kit' ? folder : undefined }
}

function wrongOutside({ from, to, specifier }: Arrow, dependencies: Dependencies): string | undefined {
  const here = packageOf(from)
  if (to !== undefined) return undefined
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  const may = here === undefined || isTest(from) ? undefined : pure[here]
  if (may && !may.includes(name))
    return `${here} runs anywhere and may import ${may.join(', ') || 'nothing from outside'}; hand it in through a port`
  if (specifier.startsWith('node:')) return undefined
  const forTests = here === undefined || here === 'testkit' || isTest(from)
  if (dependencies.get(here ?? 'root')?.has(name) || (forTests && dependencies.get('root')?.has(name))) return undefined
  return `${name} is not a dependency in ${here ? `packages/${here}/` : ''}package.json`
}

type Dependencies = ReadonlyMap<string, ReadonlySet<string>>

function dependenciesOf(files: readonly SourceFile[]): Dependencies {
  const manifests = files.filter(({ path }) => path.endsWith('package.json'))
  return new Map(
    manifests.map(({ path, text }) => {
      const { dependencies, devDependencies } = JSON.parse(text)
      return [packageOf(path) ?? 'root', new Set(Object.keys({ ...dependencies, ...devDependencies }))]
    }),
  )
}
