// Code in colours: each part of it in a span that says what it is. Loaded when the first block of code is seen.

import { common, createLowlight } from 'lowlight'
import { type ReactNode, useMemo } from 'react'

const lowlight = createLowlight(common)

type Part = ReturnType<typeof lowlight.highlight>['children'][number]

export default function Coloured({ text, language }: { readonly text: string; readonly language: string }) {
  return useMemo(() => {
    if (!lowlight.registered(language)) return text
    return lowlight.highlight(language, text).children.map(drawn)
  }, [text, language])
}

function drawn(part: Part, index: number): ReactNode {
  if (part.type === 'text') return part.value
  if (part.type !== 'element') return null
  const { className } = part.properties
  return (
    <span key={index} className={Array.isArray(className) ? className.join(' ') : undefined}>
      {part.children.map(drawn)}
    </span>
  )
}
