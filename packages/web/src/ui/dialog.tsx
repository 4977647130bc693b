// A dialog over everything else: it has a title, holds the focus, and ends with Escape or its cross.

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

import { words } from '../i18n/table.ts'
import { useWords } from '../i18n/words.ts'
import { touches } from '../world/pointer.ts'
import { IconButton } from './button.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const dialogWords = words({
  close: { en: 'Close', es: 'Cerrar', fr: 'Fermer', cs: 'Zavřít' },
})

export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useWords(dialogWords)
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    // Whoever opens it to write something begins with that, and not at the cross.
    if (!touches()) opened?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)')?.focus()
    // Whoever opened it has the focus again, however it ends.
    return () => opened?.close()
  }, [])
  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      <div className="dialog-head">
        <h2 id={id} dir="auto">
          {title}
        </h2>
        <IconButton icon="close" label={t('close')} onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
