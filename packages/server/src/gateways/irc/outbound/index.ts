// Every event and how this wire shows it; the compiler names the one that is missing.

import type { Rows } from '../row.ts'
import { messageRows } from './said/index.ts'
import { peopleRows } from './people.ts'
import { roomRows } from './rooms.ts'
import { serverRows } from './server.ts'

export const rows: Rows = { ...serverRows, ...peopleRows, ...roomRows, ...messageRows }
