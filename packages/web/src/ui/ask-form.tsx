// A form that asks the server for something, and says what came of it.

import { type ReactNode, type SubmitEvent, useState } from 'react'

import { useErrorText } from '../i18n/errors.ts'

interface AskFormProps {
  /** Resolves with what is to be said. */
  readonly ask: (form: FormData) => Promise<string>
  readonly children: ReactNode
  readonly className?: string
}

export function AskForm({ ask, children, className = 'form' }: AskFormProps) {
  const errorText = useErrorText()
  const [says, setSays] = useState('')
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setSays('')
    ask(new FormData(event.currentTarget)).then(setSays, (cause: unknown) => setSays(errorText(cause)))
  }
  return (
    <form className={className} onSubmit={submit}>
      {children}
      <p role="status" className="field-hint">
        {says}
      </p>
    </form>
  )
}
