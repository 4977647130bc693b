// The web client begins: who comes back goes on where they were, who is new is asked for a name.

import './style/base.css'
import './ui/ui.css'

import { createRoot } from 'react-dom/client'
import { config } from 'zod/mini'

import { App } from './app.tsx'
import { comeBack } from './state/boot.ts'
import { go } from './state/route.ts'
import { keepForOffline } from './world/worker.ts'

// Compiling checks with `new Function` is what the policy of this page forbids.
config({ jitless: true })

keepForOffline(go)
const root = document.querySelector('#root')
if (root !== null) createRoot(root).render(<App known={await comeBack()} />)
