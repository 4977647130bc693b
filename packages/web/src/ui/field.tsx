// A field of a form with its label, a hint, and what is wrong with it.

import { type ComponentProps, type ReactNode, useId } from 'react'

interface FieldProps extends ComponentProps<'input'> {
  readonly label: string
  readonly hint?: string
  readonly wrong?: string | undefined
}

export function Field({ label, hint, wrong, ...rest }: FieldProps) {
  const id = useId()
  const about = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        className="input"
        id={id}
        dir="auto"
        aria-invalid={wrong !== undefined}
        aria-describedby={about === '' ? undefined : about}
        {...rest}
      />
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p className="field-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}

interface CheckProps extends ComponentProps<'input'> {
  readonly children: ReactNode
}

export function Check({ children, ...rest }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" {...rest} />
      <span>{children}</span>
    </label>
  )
}
