// The whole client: the first screen until somebody is in, then the rooms; and what holds for every screen.

import type { Client } from '@hubbub/client'
import { useEffect, useState } from 'react'

import { useLanguage } from './i18n/words.ts'
import { type About, askAbout } from './state/about.ts'
import { enterAs } from './state/boot.ts'
import { ChatProvider } from './state/chat.tsx'
import { usePreferences } from './state/preferences.ts'
import { useRoute } from './state/route.ts'
import { Shell } from './views/shell/shell.tsx'
import { Welcome } from './views/welcome/welcome.tsx'

/** `known` is the client of whoever was here before. */
export function App({ known }: { readonly known: Client | undefined }) {
  usePage()
  const [client, setClient] = useState(known)
  if (client === undefined) return <Newcomer onIn={setClient} />
  return (
    <ChatProvider client={client}>
      <Shell />
    </ChatProvider>
  )
}

function Newcomer({ onIn }: { readonly onIn: (client: Client) => void }) {
  const route = useRoute()
  const [about, setAbout] = useState<About>()
  useEffect(() => void askAbout().then(setAbout), [])
  if (about === undefined) return null
  return <Welcome about={about} route={route} onEnter={async (enter) => onIn(await enterAs(enter))} />
}

/** The page itself is in the reader's language and theme. */
function usePage(): void {
  const language = useLanguage()
  const { theme } = usePreferences()
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset['theme'] = theme
  }, [language, theme])
}
