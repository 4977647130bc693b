// How large files and pictures are, on disk and on screen.

import type { FileInfo, Picture } from '@hubbub/protocol'

import type { Language } from '../../../i18n/languages.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function bytesText(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** power
  const digits = power === 0 || value >= 100 ? 0 : 1
  const style = { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: power === 0 ? 'long' : 'short' } as const
  return value.toLocaleString(language, { ...style, maximumFractionDigits: digits })
}

/** The address of a picture in a smaller size. */
export function sized({ url }: Pick<FileInfo, 'url'>, size: 'small' | 'medium' | 'large'): string {
  return `${url}${url.includes('?') ? '&' : '?'}size=${size}`
}

const widest = 480
const highest = 340

/** How wide a picture is shown in the timeline: as it is, but for what is too large. A very long one is cut by its box. */
export function shownWidth({ width, height }: Pick<Picture, 'width' | 'height'>): number {
  return Math.max(48, Math.round(Math.min(width, widest, (highest * width) / height)))
}

/** The shape of its box: between four times as wide as high, and as much higher than wide. */
export function shownRatio({ width, height }: Pick<Picture, 'width' | 'height'>): number {
  return Math.min(4, Math.max(0.25, width / height))
}
