// The settings: looks, notifications, who one is, and the account.

import { useState } from 'react'

import { languageNames, languages } from '../../i18n/languages.ts'
import { useWords } from '../../i18n/words.ts'
import { startAgain } from '../../state/boot.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { askToNotify } from '../../state/notify.ts'
import { prefer, type Preferences, usePreferences } from '../../state/preferences.ts'
import { AskForm } from '../../ui/ask-form.tsx'
import { Button } from '../../ui/button.tsx'
import { Check, Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Account } from './account.tsx'
import { settingsWords } from './words.ts'
import { said } from '../../ui/said.ts'

export default function SettingsPage() {
  const t = useWords(settingsWords)
  return (
    <Page title={t('settings')}>
      <You />
      <Account />
      <Looks />
      <Notifications />
      <Leave />
    </Page>
  )
}

function You() {
  const t = useWords(settingsWords)
  const client = useClient()
  const me = useChat(({ session }) => session.me)
  const save = async (form: FormData): Promise<string> => {
    const name = said(form, 'name')
    if (name !== me?.name) await client.do('person.rename', { name })
    await client.do('person.profile', { about: said(form, 'about') })
    return t('saved')
  }
  return (
    <section className="card" aria-labelledby="settings-you">
      <h2 id="settings-you">{t('you')}</h2>
      <AskForm ask={save}>
        <div className="card-row">
          <Field label={t('name')} name="name" defaultValue={me?.name} required autoComplete="off" />
          <Field label={t('about')} name="about" defaultValue={me?.about} autoComplete="off" />
        </div>
        <Button type="submit">{t('save')}</Button>
      </AskForm>
    </section>
  )
}

function Looks() {
  const t = useWords(settingsWords)
  const { language, theme } = usePreferences()
  const system = { value: 'system', label: t('asBrowser') }
  return (
    <section className="card" aria-labelledby="settings-looks">
      <h2 id="settings-looks">{t('looks')}</h2>
      <div className="card-row">
        <Select
          label={t('language')}
          value={language}
          choices={[system, ...languages.map((value) => ({ value, label: languageNames[value] }))]}
          onChange={({ target }) => prefer({ language: target.value as Preferences['language'] })}
        />
        <Select
          label={t('theme')}
          value={theme}
          choices={[system, { value: 'light', label: t('light') }, { value: 'dark', label: t('dark') }]}
          onChange={({ target }) => prefer({ theme: target.value as Preferences['theme'] })}
        />
      </div>
    </section>
  )
}

function Notifications() {
  const t = useWords(settingsWords)
  const { notifications, sounds } = usePreferences()
  const [isForbidden, setForbidden] = useState(false)
  const choose = async (now: Preferences['notifications']): Promise<void> => {
    const may = now === 'off' || (await askToNotify())
    setForbidden(!may)
    // A sound and the title need nobody's permission.
    prefer({ notifications: now })
  }
  const choices = (['off', 'mentions', 'all'] as const).map((value) => ({ value, label: t(value) }))
  return (
    <section className="card" aria-labelledby="settings-telling">
      <h2 id="settings-telling">{t('telling')}</h2>
      <Select
        label={t('telling')}
        value={notifications}
        choices={choices}
        onChange={({ target }) => void choose(target.value as Preferences['notifications'])}
      />
      {isForbidden && <p role="alert">{t('forbidden')}</p>}
      <Check checked={sounds} onChange={({ target }) => prefer({ sounds: target.checked })}>
        {t('sounds')}
      </Check>
    </section>
  )
}

function Leave() {
  const t = useWords(settingsWords)
  const client = useClient()
  return (
    <section className="card" aria-labelledby="settings-leave">
      <h2 id="settings-leave">{t('leave')}</h2>
      <p className="field-hint">{t('leaveAbout')}</p>
      <Button look="bad" icon="leave" onClick={() => void startAgain(client)}>
        {t('leave')}
      </Button>
    </section>
  )
}
