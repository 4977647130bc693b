// What operators look at and do; loaded when it is looked at.

import { lazy, Suspense } from 'react'

const Page = lazy(() => import('./page.tsx'))

export function Admin() {
  return (
    <Suspense>
      <Page />
    </Suspense>
  )
}
