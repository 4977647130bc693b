// What somebody chooses for themselves, and their account; loaded when it is looked at.

import { lazy, Suspense } from 'react'

const Page = lazy(() => import('./page.tsx'))

export function Settings() {
  return (
    <Suspense>
      <Page />
    </Suspense>
  )
}
