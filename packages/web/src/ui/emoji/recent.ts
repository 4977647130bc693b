// The emoji that were used last in this browser, the newest first.

import { limits } from '@hubbub/protocol'

import { stored } from '../../world/stored.ts'

export const recentEmoji = stored<readonly string[]>('hubbub.emoji', (kept) =>
  Array.isArray(kept) ? kept.filter((sign) => typeof sign === 'string').slice(0, limits.web_emoji_recent_max) : [],
)

export function usedEmoji(sign: string): void {
  const others = recentEmoji.value.filter((other) => other !== sign)
  recentEmoji.set([sign, ...others].slice(0, limits.web_emoji_recent_max))
}
