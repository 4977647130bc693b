// What the store's operations are asked with, as the port has it.

import type { Store } from '@hubbub/core'

type Operation = Exclude<keyof Store, 'epoch' | 'lobby' | 'close'>

export type Input<Name extends Operation> = Parameters<Store[Name]>[0]
