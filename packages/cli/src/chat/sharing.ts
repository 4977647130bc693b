// Shares files of this computer in a room, one after the other.

import type { Client } from '@hubbub/client'

import { Complaint } from '../complaint.ts'
import { checkSize, localFile, type LocalFile } from '../local-file.ts'
import { showBytes } from '../terminal/format.ts'
import { harmless } from '../terminal/harmless.ts'
import { readImage } from '../terminal/images.ts'
import { progressOf } from '../terminal/progress.ts'
import type { Screen } from '../terminal/screen.ts'

export class Sharing {
  readonly #client: Client
  readonly #screen: Screen
  #last: Promise<unknown> = Promise.resolve()
  /** Of the file that is on its way. */
  #cancel: AbortController | undefined

  constructor(client: Client, screen: Screen) {
    this.#client = client
    this.#screen = screen
  }

  /** Resolves when the file has been shared; rejects with a sentence that says why not. */
  share(kind: 'file' | 'image', typed: string, room: string): Promise<void> {
    const shared = this.#last.then(() => this.#shareNow(kind, typed, room))
    this.#last = shared.catch(() => {})
    return shared
  }

  /** Calls off the file that is on its way; those that wait for it follow. */
  cancel(): void {
    if (this.#cancel === undefined) throw new Complaint('No file is on its way.')
    this.#cancel.abort()
  }

  async #shareNow(kind: 'file' | 'image', typed: string, room: string): Promise<void> {
    if (typed === '') throw new Complaint(`Usage: /${kind} PATH`)
    const file = await localFile(typed)
    checkSize(file, this.#client.state.session.server?.file_bytes_max)
    if (kind === 'image' && (await readImage(file.path)) === undefined) {
      throw new Complaint(`${file.path} is not an image; /file shares any file.`)
    }
    await this.#upload(file, room)
    this.#screen.print(`Shared ${harmless(file.name)} (${showBytes(file.bytes)})`)
  }

  async #upload({ path: source, name, bytes, fingerprint }: LocalFile, room: string): Promise<void> {
    const progress = progressOf(this.#screen, { name, bytes })
    const { signal } = (this.#cancel = new AbortController())
    try {
      await this.#client.upload({ room, name, bytes, source, fingerprint, progress, signal })
    } catch (cause) {
      throw signal.aborted ? new Complaint(`${name} is not shared.`) : cause
    } finally {
      this.#cancel = undefined
      progress.done()
    }
  }
}
