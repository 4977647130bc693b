// The first screen: pick a name and talk, sign in, or make an account.

import './welcome.css'

import { type SubmitEvent, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import type { About } from '../../state/about.ts'
import type { Enter } from '@hubbub/client'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { welcomeWords } from './words.ts'
import { said } from '../../ui/said.ts'

interface WelcomeProps {
  readonly about: About
  readonly route: Route
  /** Rejects with why somebody is not let in. */
  readonly onEnter: (enter: Enter) => Promise<void>
}

type Way = Enter['kind']

/** The ways that this server offers, the quickest first; whoever claims it needs an account. */
function waysOf({ guests, registration }: About, route: Route): readonly Way[] {
  const ways: Way[] = guests && route.kind !== 'claim' ? ['guest', 'account'] : ['account']
  return registration ? [...ways, 'register'] : ways
}

export function Welcome({ about, route, onEnter }: WelcomeProps) {
  const t = useWords(welcomeWords)
  const ways = waysOf(about, route)
  const [way, setWay] = useState<Way>(
    route.kind === 'claim' && about.registration ? 'register' : (ways[0] ?? 'account'),
  )
  const labels = { guest: t('guest'), account: t('account'), register: t('register') }
  return (
    <main className="welcome">
      <div className="welcome-card">
        <header>
          <h1 className="welcome-brand">
            hubbub<span aria-hidden="true">.</span>
          </h1>
          <p className="welcome-lead">{t('hello')}</p>
          <p className="welcome-about">{t('about')}</p>
        </header>
        {route.kind === 'link' && <p className="notice">{t('forLink')}</p>}
        {route.kind === 'claim' && <p className="notice">{t('forClaim')}</p>}
        <div className="welcome-form">
          <Tabs
            label={t('ways')}
            tabs={ways.map((name) => ({ name, label: labels[name] }))}
            selected={way}
            onSelect={setWay}
          />
          <EnterForm key={way} way={way} onEnter={onEnter} />
        </div>
        <p className="welcome-others">
          <a href="/connect">{t('others')}</a>
        </p>
      </div>
    </main>
  )
}

const buttons = { guest: 'enterGuest', account: 'enterAccount', register: 'enterRegister' } as const

function EnterForm({ way, onEnter }: { readonly way: Way; readonly onEnter: WelcomeProps['onEnter'] }) {
  const t = useWords(welcomeWords)
  const errorText = useErrorText()
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setWrong(undefined)
    onEnter(enterOf(way, said(form, 'name').trim(), said(form, 'password'))).catch((cause: unknown) => {
      setBusy(false)
      setWrong(errorText(cause))
    })
  }
  return (
    <form className="welcome-fields" onSubmit={submit}>
      <Field
        label={t('name')}
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required={way !== 'guest'}
        {...(way === 'guest' ? { hint: t('nameHint') } : {})}
        wrong={wrong}
      />
      {way !== 'guest' && (
        <Field
          label={t('password')}
          name="password"
          type="password"
          required
          autoComplete={way === 'account' ? 'current-password' : 'new-password'}
          {...(way === 'register' ? { hint: t('accountHint') } : {})}
        />
      )}
      <Button look="main" type="submit" disabled={busy}>
        {busy ? t('entering') : t(buttons[way])}
      </Button>
    </form>
  )
}

function enterOf(way: Way, name: string, password: string): Enter {
  if (way === 'guest') return name === '' ? { kind: way } : { kind: way, name }
  return way === 'account' ? { kind: way, account: name, password } : { kind: way, name, password }
}
