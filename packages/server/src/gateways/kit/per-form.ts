// One outlet for each form in use: listeners that share an outlet get identical bytes, encoded once.

import type { Outlet } from '@hubbub/core'

/** `make` is called once for each distinct form; a form is plain data, and there are few of them on any wire. */
export function perForm<Form, Made extends Outlet>(make: (form: Form) => Made): (form: Form) => Made {
  const outlets = new Map<string, Made>()
  return (form) => {
    const key = JSON.stringify(form)
    let outlet = outlets.get(key)
    if (outlet === undefined) outlets.set(key, (outlet = make(form)))
    return outlet
  }
}
