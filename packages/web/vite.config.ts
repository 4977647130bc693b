// How the web client is built: into `dist`, which the server serves, with every text also compressed beforehand.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const out = join(here, 'dist')

/** The modules that the page begins with; known once all have been read. */
const needed = new Set<string>()

export default defineConfig({
  root: here,
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a strict policy lets no data: in but pictures
    rolldownOptions: {
      input: { index: join(here, 'index.html'), sw: join(here, 'src/sw/sw.ts') },
      output: {
        entryFileNames: entryName,
        codeSplitting: {
          groups: [
            { name: 'first', priority: 1, test: (id) => needed.has(id) },
            { name: 'common', minShareCount: 2, test: isForSeveral },
          ],
        },
      },
    },
  },
  plugins: [withoutProse(), atFirst(), offline(), compressed()],
  server: {
    proxy: {
      '/ws': { target: 'http://localhost:11111', ws: true },
      '/files': 'http://localhost:11111',
      '/uploads': 'http://localhost:11111',
    },
  },
})

/** Of what pages and dialogs share, that which is no more than theirs comes with them. */
function isForSeveral(id: string): boolean {
  return !/\/dialogs\/|\/ui\/(?:ask-form|page|select|emoji)/u.test(id)
}

/** What the page begins with is one file: it is smaller than the same in two. */
function atFirst(): Plugin {
  return {
    name: 'at-first',
    apply: 'build',
    buildEnd() {
      const found = [join(here, 'src/main.tsx')]
      for (const id of found) {
        if (!needed.has(id)) found.push(...(this.getModuleInfo(id)?.importedIds ?? []))
        needed.add(id)
      }
    },
  }
}

/** What declarations say for the documentation, and their examples, is of no use in a browser: a tenth of what is loaded. */
function withoutProse(): Plugin {
  const prose = new Set(['summary', 'example'])
  return {
    name: 'without-prose',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/packages\/protocol\/src\/\w+\.ts$/u.test(id)) return
      const cuts: [start: number, end: number][] = []
      new Visitor({
        CallExpression({ callee, arguments: [declared] }) {
          if (callee.type !== 'Identifier' || !/^(?:command|event)$/u.test(callee.name)) return
          if (declared?.type !== 'ObjectExpression') return
          for (const { start, end, ...property } of declared.properties) {
            if (property.type === 'Property' && property.key.type === 'Identifier' && prose.has(property.key.name)) {
              cuts.push([start, end])
            }
          }
        },
      }).visit(parseSync(id, code).program)
      // An empty property is written as a spread of nothing, so that the commas around it stay right.
      const cut = cuts
        .toReversed()
        .reduce((text, [start, end]) => `${text.slice(0, start)}...{}${text.slice(end)}`, code)
      return { code: cut, map: null }
    },
  }
}

/** The service worker keeps one address; everything else is named after its content. */
function entryName({ name }: { name: string }): string {
  return name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'
}

/** Tells the service worker what there is to keep for when there is no connection. */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    closeBundle() {
      const assets = filesIn(out).filter((file) =>
        /^(?:assets\/(?!compact-).*|icon.*|manifest\.webmanifest)$/u.test(file),
      ) // emoji are not for offline
      const worker = join(out, 'sw.js')
      const kept = JSON.stringify(['/', ...assets.map((file) => `/${file}`)])
      writeFileSync(
        worker,
        readFileSync(worker, 'utf8').replace(/(['"`])__KEPT__\1/u, () => kept),
      )
    },
  }
}

function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const file of filesIn(out).filter((name) => /\.(?:js|css|html|svg|json|webmanifest)$/u.test(name))) {
        const bytes = readFileSync(join(out, file))
        if (bytes.length < 1_024) continue
        writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }))
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
        writeFileSync(join(out, `${file}.br`), brotliCompressSync(bytes, { params }))
      }
    },
  }
}

function filesIn(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) =>
    entry.isFile()
      ? [
          join(entry.parentPath, entry.name)
            .slice(dir.length + 1)
            .replaceAll('\\', '/'),
        ]
      : [],
  )
}
