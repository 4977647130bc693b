// Shares files of this computer in a room, one after the other.

import type { Client } from '@hubbub/client'
import { limits } from '@hubbub/protocol'

import { Complaint } from '../complaint.ts'
import { localFile, type LocalFile } from '../local-file.ts'
import { showBytes } from '../terminal/format.ts'
import { harmless } from '../terminal/harmless.ts'
import { readImage } from '../terminal/images.ts'
import { progressOf } from '../terminal/progress.ts'
import type { Screen } from '../terminal/screen.ts'

export class Sharing {
  readonly #client: Client
  readonly #screen: Screen
  #last: Promise<unknown> = Promise.resolve()

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

  async #shareNow(kind: 'file' | 'image', typed: string, room: string): Promise<void> {
    if (typed === '') throw new Complaint(`Usage: /${kind} PATH`)
    const file = await localFile(typed, this.#client.state.session.server?.file_bytes_max ?? limits.file_bytes_max)
    if (kind === 'image' && (await readImage(file.path)) === undefined) {
      throw new Complaint(`${file.path} is not an image; /file shares any file.`)
    }
    await this.#upload(file, room)
    this.#screen.print(`Shared ${harmless(file.name)} (${showBytes(file.bytes)})`)
  }

  async #upload({ name, bytes, content }: LocalFile, room: string): Promise<void> {
    const progress = progressOf(this.#screen, { name, bytes })
    try {
      await this.#client.upload({ room, name, bytes, content, progress })
    } finally {
      progress.done()
    }
  }
}
