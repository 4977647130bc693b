// One outlet for each form in use: listeners that share an outlet get identical bytes, encoded once.

import type { Outlet } from '@hubbub/core'
import { limits } from '@hubbub/protocol'

/**
 * `make` is called once for each distinct form; a form is plain data, and there are few of them on any wire. Who comes over TLS
 * names the host, so that there may be many: the oldest is forgotten then, though those who listen there go on.
 */
export function perForm<Form, Made extends Outlet>(make: (form: Form) => Made): (form: Form) => Made {
  const outlets = new Map<string, Made>()
  return (form) => {
    const key = JSON.stringify(form)
    let outlet = outlets.get(key)
    if (outlet === undefined) {
      outlets.set(key, (outlet = make(form)))
      const [oldest] = outlets.keys()
      if (outlets.size > limits.outlets_per_wire_max && oldest !== undefined) outlets.delete(oldest)
    }
    return outlet
  }
}
