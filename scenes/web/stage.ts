// A stage for stories in browsers: a whole server with the built web client, a real Chromium, and everything it complains about.

import { builtWeb } from '@hubbub/web'
import { type World, world, type WorldOptions } from '@hubbub/testkit'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, vi } from 'vitest'

// A story is many steps; each has a limit of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

export interface Stage extends AsyncDisposable {
  readonly here: World
  readonly url: string
  /** Somebody with a browser of their own, at the first screen or where `path` leads. */
  visitor(options?: VisitorOptions): Promise<Visitor>
}

export interface VisitorOptions extends BrowserContextOptions {
  readonly path?: string
  /** Comes in as a guest of this name. */
  readonly guest?: string
}

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about: errors, broken policies, missing files. */
  readonly complaints: string[]
  /** Says something in the room that is open. */
  say(text: string): Promise<void>
  /** Waits until the room that is open shows a text. */
  sees(text: string): Promise<void>
}

/** `browser` is shared by the stories of a file; each visitor has a profile of their own. */
export async function stage(browser: Browser, options: WorldOptions = {}): Promise<Stage> {
  const web = builtWeb()
  if (web === undefined) throw new Error('The web client has not been built.')
  const settings = { accounts: { hash: 'test-only' }, ...options.settings } as const
  const here = await world({ web, ...options, settings })
  const url = `http://127.0.0.1:${here.address.port}`
  const visitors: Visitor[] = []
  return {
    here,
    url,
    async visitor({ path = '/', guest, ...profile } = {}) {
      const one = await visit(browser, `${url}${path}`, profile)
      visitors.push(one)
      if (guest !== undefined) await enterAsGuest(one.page, guest)
      return one
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(visitors.map(({ context }) => context.close()))
      await here.close()
    },
  }
}

async function visit(browser: Browser, url: string, profile: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, locale: 'en', ...profile })
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  return {
    page,
    context,
    complaints,
    async say(text) {
      const box = page.getByRole('textbox', { name: /^Message to/u })
      await box.fill(text)
      await box.press('Enter')
    },
    async sees(text) {
      await page.getByRole('log').getByText(text, { exact: true }).first().waitFor()
    },
  }
}

/** Waits until something is so in the page. It is asked from outside: the page's policy forbids it to evaluate texts itself. */
export async function becomes(page: Page, expression: string): Promise<void> {
  await expect.poll(() => page.evaluate(`Boolean(${expression})`), { timeout: 15_000 }).toBe(true)
}

async function enterAsGuest(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Start talking' }).click()
  await page.getByRole('link', { name: /Lobby/u }).waitFor()
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** WCAG 2.2 A and AA, as far as a program can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const run = `axe.run(document, ${JSON.stringify({ runOnly: { type: 'tag', values: tags } })})`
  const { violations } = await page.evaluate<AxeResults>(run)
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}
