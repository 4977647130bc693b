// What the server asks the process for pictures to do, and what it answers: the words between the two.

import type { PictureForm } from '@hubbub/core'
import type { Limits, Picture } from '@hubbub/protocol'

/** The limits that the process keeps to. */
export type PictureLimits = Pick<
  Limits,
  | 'image_pixels_max'
  | 'animation_pixels_max'
  | 'animated_variant_pixels_max'
  | 'picture_hash_pixels_max'
  | 'picture_small_pixels_max'
  | 'picture_medium_pixels_max'
  | 'picture_large_pixels_max'
>

/** Both paths are of files: the one to read, and the one to write, which is not there yet. */
interface Paths {
  readonly from: string
  readonly into: string
  readonly limits: PictureLimits
}

/** Find out what a file is, and write it anew if it tells anything beside its picture. */
export interface LookJob extends Paths {
  readonly job: 'look'
}

/** Write a picture in another form. */
export interface MakeJob extends Paths {
  readonly job: 'make'
  readonly form: PictureForm
}

export type Job = LookJob | MakeJob

/** `rewritten`: the file to keep is the one that was written. */
export type Looked = { readonly picture?: Picture; readonly rewritten: boolean } | 'too-large'
export type Made = 'made' | 'no-picture' | 'too-large'

export interface Answers {
  readonly look: Looked
  readonly make: Made
}

export type Answer = { readonly done: Answers[keyof Answers] } | { readonly failed: string }
