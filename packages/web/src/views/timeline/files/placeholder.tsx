// A picture before it has come: its colours, blurred, from the few bytes that came with the message.

import { useLayoutEffect, useRef } from 'react'
import { thumbHashToRGBA } from 'thumbhash'

export function Placeholder({ hash }: { readonly hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    if (canvas.current !== null) draw(canvas.current, hash)
  }, [hash])
  return <canvas ref={canvas} className="picture-before" aria-hidden="true" />
}

/** A hash that is none leaves the canvas empty. */
function draw(canvas: HTMLCanvasElement, hash: string): void {
  try {
    const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (char) => char.charCodeAt(0)))
    Object.assign(canvas, { width: w, height: h })
    canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0)
  } catch {
    // The box of the picture has its size all the same.
  }
}
