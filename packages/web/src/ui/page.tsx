// A page beside the conversations: its title, a way back, and what it holds.

import './page.css'

import type { ReactNode } from 'react'

import { words } from '../i18n/table.ts'
import { useWords } from '../i18n/words.ts'
import { go } from '../state/route.ts'
import { IconButton } from './button.tsx'

const pageWords = words({
  back: { en: 'Back to the rooms', es: 'Volver a las salas', fr: 'Retour aux salons', cs: 'Zpět k místnostem' },
})

export function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useWords(pageWords)
  return (
    <div className="page">
      <div className="page-inner">
        <header className="page-head">
          <IconButton icon="back" label={t('back')} onClick={() => go('/')} />
          <h1>{title}</h1>
        </header>
        {children}
      </div>
    </div>
  )
}
