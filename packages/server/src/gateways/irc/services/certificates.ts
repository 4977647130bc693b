// NickServ CERT: the TLS client certificates that sign somebody in (SASL EXTERNAL).

import type { Ask } from './service.ts'

const acts = {
  ADD: { act: 'add', done: 'The certificate signs you in from now on.' },
  DEL: { act: 'remove', done: 'The certificate signs nobody in any more.' },
  LIST: { act: 'list', done: undefined },
} as const

export async function certificates({ client, params: [word = '', fingerprint], say }: Ask): Promise<void> {
  const asked = word.toUpperCase()
  if (!isAct(asked)) return say('Write it so: CERT ADD [<fingerprint>] | DEL <fingerprint> | LIST')
  const { act, done } = acts[asked]
  const { fingerprints } = await client.session.do('person.certificate', {
    act,
    ...(fingerprint === undefined ? {} : { fingerprint }),
  })
  if (done !== undefined) return say(done)
  for (const each of fingerprints) say(each)
  say(`${fingerprints.length} of your certificates sign you in.`)
}

function isAct(word: string): word is keyof typeof acts {
  return Object.hasOwn(acts, word)
}
