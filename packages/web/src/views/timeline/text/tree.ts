// What a message's text is made of, once it has been read: a small tree that a view draws.

import type { Target } from './links.ts'

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly target: Target; readonly title?: string; readonly children: readonly Inline[] }
  /** The name of somebody whom the message speaks to. */
  | { readonly kind: 'mention'; readonly text: string }
  /** `#name`: perhaps a room. */
  | { readonly kind: 'room'; readonly text: string; readonly slug: string }

export interface Item {
  /** As it was typed; a list that is not numbered has none. */
  readonly number?: number
  readonly children: readonly Block[]
}

export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Item[] }
  | { readonly kind: 'rule' }

/** What is known of a message and its place when its text is read. */
export interface Reading {
  /** This server. */
  readonly origin: string
  /** The names of those whom the message speaks to. */
  readonly names: readonly string[]
}
