// Finds what was said: words and filters, and each result leads to its place; loaded when it is looked at.

import { lazy, Suspense } from 'react'

const Page = lazy(() => import('./page.tsx'))

export function Search() {
  return (
    <Suspense>
      <Page />
    </Suspense>
  )
}
