// A field in which one of a few is chosen.

import { type ComponentProps, useId } from 'react'

interface SelectProps extends ComponentProps<'select'> {
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export function Select({ label, choices, ...rest }: SelectProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select className="input" id={id} {...rest}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}
