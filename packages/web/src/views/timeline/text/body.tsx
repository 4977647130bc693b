// The text of a message, drawn: its Markdown as elements, never as HTML.

import './text.css'

import { memo, type ReactNode, Suspense, use, useMemo } from 'react'

import { useChat } from '../../../state/chat.tsx'
import { pathOf } from '../../../state/route.ts'
import { Link } from '../../../ui/link.tsx'
import { Code } from './code.tsx'
import { isEmojiOnly } from './emoji.ts'
import { readPlain } from './plain.ts'
import type { Block, Inline, Item, Reading } from './tree.ts'

interface BodyProps {
  readonly text: string
  /** The names of those whom it speaks to, one a line: a text stays the same from one drawing to the next. */
  readonly names: string
}

/** Comes with the first text that may be Markdown. */
const markdown = once(() => import('./markdown.ts'))

export const Body = memo(function Body(props: BodyProps) {
  const { text, names } = props
  const blocks = useMemo(() => readPlain(text, readingOf(names)), [text, names])
  return (
    <div className="text" data-large={isEmojiOnly(text) || undefined}>
      {blocks === undefined ? (
        <Suspense fallback={<p dir="auto">{text}</p>}>
          <Markdown {...props} />
        </Suspense>
      ) : (
        blocks.map(drawBlock)
      )}
    </div>
  )
})

function Markdown({ text, names }: BodyProps) {
  const { readMarkdown } = use(markdown())
  const blocks = useMemo(() => readMarkdown(text, readingOf(names)), [readMarkdown, text, names])
  return blocks.map(drawBlock)
}

function readingOf(names: string): Reading {
  return { origin: location.origin, names: names === '' ? [] : names.split('\n') }
}

/** Tries again after a failure: there may have been no connection. */
function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined
  return () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = undefined
      throw cause
    }))
}

type Views<Part extends { readonly kind: string }> = {
  readonly [Kind in Part['kind']]: (part: OfKind<Part, Kind>, key: number) => ReactNode
}

type OfKind<Part, Kind> = Part extends { readonly kind: infer Its } ? (Kind extends Its ? Part : never) : never

const blockViews: Views<Block> = {
  paragraph: ({ children }, key) => (
    <p key={key} dir="auto">
      {children.map(drawInline)}
    </p>
  ),
  // A heading within a message is none of the page's.
  heading: ({ children }, key) => (
    <p key={key} className="text-heading" dir="auto">
      {children.map(drawInline)}
    </p>
  ),
  code: ({ text, language }, key) => <Code key={key} text={text} language={language} />,
  quote: ({ children }, key) => (
    <blockquote key={key} dir="auto">
      {children.map(drawBlock)}
    </blockquote>
  ),
  list: ({ ordered, items }, key) =>
    ordered ? (
      <ol key={key} dir="auto">
        {items.map(drawItem)}
      </ol>
    ) : (
      <ul key={key} dir="auto">
        {items.map(drawItem)}
      </ul>
    ),
  rule: (_block, key) => <hr key={key} />,
}

const inlineViews: Views<Inline> = {
  text: ({ text }) => text,
  break: (_inline, key) => <br key={key} />,
  code: ({ text }, key) => (
    <code key={key} dir="auto">
      {text}
    </code>
  ),
  strong: ({ children }, key) => <strong key={key}>{children.map(drawInline)}</strong>,
  emphasis: ({ children }, key) => <em key={key}>{children.map(drawInline)}</em>,
  strike: ({ children }, key) => <s key={key}>{children.map(drawInline)}</s>,
  link: ({ target, title, children }, key) =>
    target.inside === undefined ? (
      <a key={key} href={target.href} title={title ?? target.href} target="_blank" rel="noopener noreferrer nofollow">
        {children.map(drawInline)}
      </a>
    ) : (
      <Link key={key} to={target.inside}>
        {children.map(drawInline)}
      </Link>
    ),
  mention: ({ text }, key) => (
    <bdi key={key} className="text-mention">
      {text}
    </bdi>
  ),
  room: ({ text, slug }, key) => <RoomName key={key} text={text} slug={slug} />,
}

// A row's key and its part come from the same `kind`, which the compiler cannot see across the union.
function drawBlock(block: Block, key: number): ReactNode {
  return (blockViews[block.kind] as (block: Block, key: number) => ReactNode)(block, key)
}

function drawInline(inline: Inline, key: number): ReactNode {
  return (inlineViews[inline.kind] as (inline: Inline, key: number) => ReactNode)(inline, key)
}

function drawItem({ number, children }: Item, key: number): ReactNode {
  return (
    <li key={key} value={number}>
      {children.map(drawBlock)}
    </li>
  )
}

/** A link when it is a room that one is in. */
function RoomName({ text, slug }: { readonly text: string; readonly slug: string }) {
  const isRoom = useChat(({ rooms }) => rooms.has(slug))
  return isRoom ? <Link to={pathOf(slug)}>{text}</Link> : text
}
