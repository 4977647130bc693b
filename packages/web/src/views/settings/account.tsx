// The account: made or signed in to by a guest, its password changed by whoever has one.

import type { Person } from '@hubbub/protocol'

import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { AskForm } from '../../ui/ask-form.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { settingsWords } from './words.ts'
import { said } from '../../ui/said.ts'

export function Account() {
  const t = useWords(settingsWords)
  const me = useChat(({ session }) => session.me)
  if (me === undefined) return null
  return (
    <section className="card" aria-labelledby="settings-account">
      <h2 id="settings-account">{t('account')}</h2>
      {me.account === undefined ? <Guest me={me} /> : <SignedIn account={me.account} />}
    </section>
  )
}

function Guest({ me }: { readonly me: Person }) {
  const t = useWords(settingsWords)
  const client = useClient()
  const register = async (form: FormData): Promise<string> => {
    await client.do('person.register', { name: me.name, password: said(form, 'password') })
    return t('saved')
  }
  const signIn = async (form: FormData): Promise<string> => {
    const [account, password] = [said(form, 'account'), said(form, 'password')]
    await client.do('person.sign-in', { account, password })
    return t('saved')
  }
  return (
    <>
      <p className="field-hint">{t('guest')}</p>
      <AskForm ask={register}>
        <Field label={t('newPassword')} name="password" type="password" required autoComplete="new-password" />
        <Button look="main" type="submit">
          {t('register')}
        </Button>
      </AskForm>
      <AskForm ask={signIn}>
        <div className="card-row">
          <Field label={t('accountName')} name="account" required autoComplete="username" />
          <Field label={t('password')} name="password" type="password" required autoComplete="current-password" />
        </div>
        <Button type="submit">{t('signIn')}</Button>
      </AskForm>
    </>
  )
}

function SignedIn({ account }: { readonly account: string }) {
  const t = useWords(settingsWords)
  const client = useClient()
  const change = async (form: FormData): Promise<string> => {
    await client.do('person.password', { old: said(form, 'old'), new: said(form, 'new') })
    return t('saved')
  }
  return (
    <>
      <p>{t('signedInAs', { name: account })}</p>
      <AskForm ask={change}>
        <div className="card-row">
          <Field label={t('oldPassword')} name="old" type="password" required autoComplete="current-password" />
          <Field label={t('newPassword')} name="new" type="password" required autoComplete="new-password" />
        </div>
        <Button type="submit">{t('changePassword')}</Button>
      </AskForm>
    </>
  )
}
