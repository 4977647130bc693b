// What stories about files have in common: a file is chosen or dropped, its row is looked at, and the server's folder.

import type { World } from '@hubbub/testkit'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'

export interface SomeFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Picks files with the browser's own dialog. `path` is that of a file on disk. */
export async function choose(page: Page, file: SomeFile | string): Promise<void> {
  const opened = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Share files' }).click()
  await (await opened).setFiles(file)
}

/** Drags a file over the conversation and lets it go there. */
export async function drop(page: Page, { name, mimeType, buffer }: SomeFile): Promise<void> {
  const dataTransfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(buffer.toString('base64'))}), (char) => char.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(mimeType)} }))
    return transfer
  })()`)
  const main = page.getByRole('main')
  await main.dispatchEvent('dragover', { dataTransfer })
  await page.getByText('Drop files to share them here').waitFor()
  await main.dispatchEvent('drop', { dataTransfer })
}

/** What is said of a file on its way, above the field. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('list', { name: 'Files to share' }).getByRole('listitem').filter({ hasText: name })
}

export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** Sends no faster than so many bytes a second; returns how to lift that. */
export async function slowly(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  const atMost = (uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await atMost(bytesPerSecond)
  return async () => void (await atMost(-1))
}

/** The link in what somebody was told of a file. */
export function linkIn(text: string): string {
  const [link] = /\S*\/files\/\S+/u.exec(text) ?? []
  if (link === undefined) throw new Error(`no link in: ${text}`)
  return link
}

/** Whatever the server keeps of files: finished, on their way, and in other sizes. */
export async function storedBy({ data }: World): Promise<readonly string[]> {
  const folders = ['blobs', 'uploads', 'variants'].map((folder) =>
    readdir(join(data, folder), { recursive: true, withFileTypes: true }).catch(() => []),
  )
  const entries = (await Promise.all(folders)).flat()
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}
