// Saves what others share, one after the other: images as PNG under `images/`, everything else under `files/`.

import type { Client } from '@hubbub/client'
import { type FileInfo, limits } from '@hubbub/protocol'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { sha256 } from '../client/node-ports.ts'
import { showBytes, twoDigits } from '../terminal/format.ts'
import { harmless } from '../terminal/harmless.ts'
import { convertToPng } from '../terminal/images.ts'
import { progressOf } from '../terminal/progress.ts'
import { settle, writePart } from '../terminal/saving.ts'
import type { Screen } from '../terminal/screen.ts'

export interface ReceivingOptions {
  /** The folder in which `images/` and `files/` are made when they are needed. */
  readonly folder: string
  /** Whether files are saved as they are shared. */
  readonly automatic: boolean
  /** Whether images are turned into PNG; if not, they are files like all others. */
  readonly images: boolean
}

export class Receiving {
  readonly #client: Client
  readonly #screen: Screen
  readonly #options: ReceivingOptions
  #waiting = 0
  #bytes = 0
  #last: Promise<void> = Promise.resolve()
  readonly #stop = new AbortController()

  constructor(client: Client, screen: Screen, options: ReceivingOptions) {
    this.#client = client
    this.#screen = screen
    this.#options = options
  }

  /** Somebody has just shared a file. A stranger must not fill the disk: there is an end to what is saved unasked. */
  shared(file: FileInfo, at: number): void {
    if (!this.#options.automatic) return
    const tooLarge =
      file.bytes > limits.autosave_bytes_max || this.#bytes + file.bytes > limits.autosave_total_bytes_max
    if (tooLarge || this.#waiting >= limits.autosave_files_waiting_max) {
      return this.#screen.print(
        `${harmless(file.name)} (${showBytes(file.bytes)}) is not saved by itself; /save does it.`,
      )
    }
    this.#bytes += file.bytes
    void this.save(file, at)
  }

  /** Resolves when it has been saved, or has been said why not. */
  save(file: FileInfo, at: number): Promise<void> {
    this.#waiting++
    this.#last = this.#last.then(() => this.#receive(file, at)).finally(() => this.#waiting--)
    return this.#last
  }

  /** Resolves when nothing is being saved any more. */
  idle(): Promise<void> {
    return this.#last
  }

  /** Ends what is under way; what is half there is taken away. */
  stop(): Promise<void> {
    this.#stop.abort()
    return this.#last
  }

  async #receive(file: FileInfo, at: number): Promise<void> {
    if (this.#stop.signal.aborted) return
    const isImage = this.#options.images && file.type.startsWith('image/')
    this.#screen.print(isImage ? 'Receiving image...' : `Receiving ${harmless(file.name)}`)
    const progress = progressOf(this.#screen, file)
    try {
      const folder = join(this.#options.folder, isImage ? 'images' : 'files')
      const part = await writePart(
        folder,
        this.#client.download(file, { sha256: sha256(), progress }),
        this.#stop.signal,
      )
      const path = isImage ? await this.#settleImage(part, file, at) : await settle(part, folder, file.name)
      this.#screen.print(`Saved ${path}`)
    } catch (cause) {
      this.#screen.note(
        `${harmless(file.name)} could not be saved: ${cause instanceof Error ? cause.message : String(cause)}`,
      )
    } finally {
      progress.done()
    }
  }

  /** What cannot be converted is kept as it came. */
  async #settleImage(part: string, file: FileInfo, at: number): Promise<string> {
    const png = `${part}.png`
    try {
      await convertToPng(part, png)
    } catch {
      await rm(png, { force: true })
      this.#screen.print(`${harmless(file.name)} is no image that can be shown here; it is kept as it came.`)
      return settle(part, join(this.#options.folder, 'files'), file.name)
    }
    await rm(part, { force: true })
    return settle(png, join(this.#options.folder, 'images'), `${stampOf(at)}.png`)
  }
}

/** `2026-10-05_09-05-00`, on this computer's clock. */
function stampOf(at: number): string {
  const time = new Date(at)
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()]
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()]
  return [date, clock].map((numbers) => numbers.map(twoDigits).join('-')).join('_')
}
