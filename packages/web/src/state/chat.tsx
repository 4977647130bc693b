// The client brain in React: who has it, and a view of its state that renders only when what it looks at changes.

import type { Client, State } from '@hubbub/client'
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react'

const ChatContext = createContext<Client | undefined>(undefined)

export function ChatProvider({ client, children }: { readonly client: Client; readonly children: ReactNode }) {
  return <ChatContext value={client}>{children}</ChatContext>
}

/** The client; for views that are shown only when there is one. */
export function useClient(): Client {
  const client = use(ChatContext)
  if (client === undefined) throw new Error('There is no client here.')
  return client
}

/** A part of the state. `look` gives a part as it stands in the state, never a new object each time. */
export function useChat<Part>(look: (state: State) => Part): Part {
  const client = useClient()
  return useSyncExternalStore(
    (changed) => client.subscribe(changed),
    () => look(client.state),
  )
}
