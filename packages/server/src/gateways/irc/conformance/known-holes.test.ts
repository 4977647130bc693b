// What other servers were once found to let through: each hole is tried here, and is closed (wires/irc.md, "Known holes of others").

import { type World, world } from '@hubbub/testkit'
import { connect } from 'node:net'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { WebSocketActor } from '../../websocket/actor.ts'
import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let here: World

beforeAll(async () => {
  here = await ircWorld({ listen: ['127.0.0.1:0=irc'] })
})
afterAll(() => here.close())

async function browser(name: string): Promise<WebSocketActor> {
  const actor = new WebSocketActor(here.address)
  await actor.connect()
  await actor.identify(name)
  return actor
}

const modern = ['message-tags', 'echo-message', 'draft/message-redaction', 'batch']

/** Says something, and resolves with the msgid that it got. */
async function said(client: IrcClient, channel: string, text: string): Promise<string> {
  const lines = await client.say(`PRIVMSG ${channel} :${text}`)
  return /msgid=([^; ]+)/u.exec(lines.join('\n'))?.[1] ?? 'none'
}

/** `FAIL REDACT UNKNOWN_MSGID` and its target. */
function fails(lines: readonly string[]): string[] {
  return only(lines, 'FAIL').map((line) => line.split(' ').slice(0, 4).join(' '))
}

describe('redaction without permission (draft/message-redaction, "Security considerations")', () => {
  test('[R-IRC-430] only the author and operators of the channel take back what was said there', async () => {
    await using ann = await ircClient(here.address, 'rann', { caps: modern })
    await using bob = await ircClient(here.address, 'rbob', { caps: modern })
    await using mallory = await ircClient(here.address, 'rmallory', { caps: modern })
    await ann.say('JOIN #redact')
    await bob.say('JOIN #redact')
    const msgid = await said(bob, '#redact', 'mine')

    // Outside of the channel; inside and not the author; under the name of a channel that is one's own.
    expect(fails(await mallory.say(`REDACT #redact ${msgid}`))).toEqual(['FAIL REDACT INVALID_TARGET #redact'])
    await mallory.say('JOIN #redact', 'JOIN #redact-own')
    expect(fails(await mallory.say(`REDACT #redact ${msgid}`))).toEqual(['FAIL REDACT REDACT_FORBIDDEN #redact'])
    expect(fails(await mallory.say(`REDACT #redact-own ${msgid}`))).toEqual(['FAIL REDACT UNKNOWN_MSGID #redact-own'])
    expect(only(await bob.sync(), 'REDACT')).toEqual([])

    expect(only(await ann.say(`REDACT #redact ${msgid} :not here`), 'REDACT')).toEqual([
      `REDACT #redact ${msgid} :not here`,
    ])
    expect(only(await bob.sync(), 'REDACT')).toEqual([`REDACT #redact ${msgid} :not here`])
  })

  test('[R-IRC-430] what two people say to each other, nobody else takes back', async () => {
    await using ann = await ircClient(here.address, 'dann', { caps: modern })
    await using bob = await ircClient(here.address, 'dbob', { caps: modern })
    await using mallory = await ircClient(here.address, 'dmallory', { caps: modern })
    const msgid = await said(ann, 'dbob', 'just for you')
    for (const target of ['dann', 'dbob', 'dmallory']) {
      expect(fails(await mallory.say(`REDACT ${target} ${msgid}`))).toEqual([expect.stringMatching(/^FAIL REDACT /u)])
    }
    expect(fails(await bob.say(`REDACT dann ${msgid}`))).toEqual(['FAIL REDACT REDACT_FORBIDDEN dann'])
    expect(only([...(await ann.sync()), ...(await bob.sync())], 'REDACT')).toEqual([])
  })
})

describe('what private rooms keep to themselves', () => {
  test('[R-IRC-431] nothing about a secret channel for the invited is told to people outside, whatever they ask', async () => {
    await using apart = await ircWorld()
    await using ann = await ircClient(apart.address, 'ann', { caps: modern })
    await using mallory = await ircClient(apart.address, 'mallory', { caps: [...modern, ...curious] })
    await ann.say('JOIN #Secret-Attic', 'MODE #Secret-Attic +is', 'TOPIC #Secret-Attic :treasure map')
    await ann.say('METADATA #Secret-Attic SET url :https://treasure.example')
    const msgid = await said(ann, '#Secret-Attic', 'the treasure is in the attic')

    const told: [string, string[]][] = []
    for (const line of questions(msgid)) told.push([line, await mallory.say(line)])
    // Its name as its members write it, its topic, its words and its notes are told by none of the answers; nor are its people.
    const telling = /Secret-Attic|treasure|^(?:322|324|329|332|333|353|761) |^352 \S*attic|^319 /u
    expect(told.map(([line, lines]) => [line, lines.map(bare).filter((one) => telling.test(one))])).toEqual(
      questions(msgid).map((line) => [line, []]),
    )
  })

  const curious = ['draft/chathistory', 'draft/read-marker', 'draft/metadata-2', 'soju.im/search']

  function questions(msgid: string): string[] {
    const channel = '#secret-attic'
    const always = '2000-01-01T00:00:00.000Z'
    return [
      ...['JOIN', 'PART', 'NAMES', 'LIST', 'MODE', 'TOPIC', 'WHO', 'KNOCK', 'MARKREAD'].map(
        (verb) => `${verb} ${channel}`,
      ),
      ...['b', 'e', 'I', '-s', '+o mallory'].map((modes) => `MODE ${channel} ${modes}`),
      ...['LIST', 'SYNC', 'GET url', 'SUB url', 'SET url :mine'].map((what) => `METADATA ${channel} ${what}`),
      ...'LIST,LIST *attic*,NAMES,WHO ann,WHO *,WHOIS ann,INVITE'.split(','),
      `INVITE mallory ${channel}`,
      ...[`LATEST ${channel} *`, `AROUND ${channel} msgid=${msgid}`].map((which) => `CHATHISTORY ${which} 10`),
      `CHATHISTORY TARGETS timestamp=${always} timestamp=2100${always.slice(4)} 50`,
      ...['text=treasure', `in=${channel};text=treasure`, 'from=ann'].map((query) => `SEARCH ${query}`),
      `RENAME ${channel} #mine`,
      `TOPIC ${channel} :mine`,
      `KICK ${channel} ann`,
      `PRIVMSG ${channel} :hello?`,
      `@+draft/react=1;+draft/reply=${msgid} TAGMSG ${channel}`,
    ]
  }

  test('[R-IRC-431] nor on other wires', async () => {
    await using ann = await ircClient(here.address, 'sann')
    await ann.say('JOIN #Secret-Attic', 'MODE #Secret-Attic +is', 'PRIVMSG #Secret-Attic :treasure')
    const eve = await browser('seve')
    const asked = [
      eve.request('room.about', { room: '#Secret-Attic' }),
      eve.request('room.members', { room: '#Secret-Attic' }),
      eve.request('room.metadata', { room: '#Secret-Attic' }),
      eve.request('message.history', { room: 'secret-attic' }),
      eve.request('room.bans', { room: 'secret-attic' }),
    ]
    const answers = await Promise.allSettled(asked)
    expect(answers.map(({ status }) => status)).toEqual(asked.map(() => 'rejected'))
    expect((await eve.request('room.list', {})).rooms.map(({ name }) => name)).not.toContain('Secret-Attic')
    expect((await eve.request('person.about', { name: 'sann' })).rooms.map(({ name }) => name)).toEqual(['Lobby'])
    expect((await eve.request('message.search', { text: 'treasure' })).entries).toEqual([])
    eve.drop()
  })
})

describe('requests of a web page to this port', () => {
  const page = (method: string): string =>
    `${method} / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 70\r\n\r\nNICK lured\r\nUSER lured 0 * :lured\r\nJOIN #lured\r\nPRIVMSG #lured :spam\r\n`

  test.each(['GET', 'POST', 'PUT', 'OPTIONS'])(
    '[R-IRC-432] a page that is made to %s lines of IRC is nobody here',
    async (method) => {
      for (const address of [here.address, here.server.addresses.at(-1) ?? here.address]) {
        const socket = connect({ host: address.host, port: address.port })
        let told = ''
        socket.setEncoding('latin1').on('data', (text: string) => (told += text))
        socket.on('error', () => {})
        socket.end(page(method))
        await once(socket, 'close')
        expect(told).toMatch(
          address === here.address ? /^HTTP\/1\.1 \d/u : /^ERROR :Closing link \(This is IRC\)\r\n$/u,
        )
      }
      await using ann = await ircClient(here.address, 'wann')
      expect(only(await ann.say('WHOIS lured', 'LIST #lured'), '311', '322')).toEqual([])
      expect(only(await ann.say('WHOIS lured'), '401')).toHaveLength(1)
    },
  )
})

describe('an account that leaves in the middle of things', () => {
  test('[R-IRC-433] whoever says JOIN and is gone at once finds themselves in the channel, each time, as often as it was', async () => {
    const ann = await ircClient(here.address, 'jann')
    await ann.say('NS REGISTER secret')
    ann.send('QUIT')
    await ann.ended()
    const joined: string[] = []
    for (let round = 1; round <= 12; round++) {
      const client = await ircClient(here.address, 'jann', { signIn: 'secret' })
      joined.push(`#race${round}`)
      // Some hang up when they have said it, some say goodbye in the same breath.
      client.send(`JOIN #race${round}`, ...(round % 2 === 0 ? ['QUIT :bye'] : []))
      client.end()
      await client.ended()
    }
    await using again = new IrcClient(here.address)
    again.send(
      'CAP REQ :sasl',
      'NICK jann',
      'USER jann 0 * :jann',
      'AUTHENTICATE PLAIN',
      `AUTHENTICATE ${btoa('\0jann\0secret')}`,
      'CAP END',
    )
    const joins = only(await again.sync(), 'JOIN').map((line) => line.replace('JOIN :', 'JOIN '))
    expect(joins.toSorted()).toEqual(joined.map((channel) => `JOIN ${channel}`).toSorted())
  })

  test('[R-IRC-433] a device that comes while another one joins is in the channel once', async () => {
    const first = await ircClient(here.address, 'kann')
    await first.say('NS REGISTER secret')
    for (let round = 1; round <= 10; round++) {
      const second = new IrcClient(here.address)
      second.send(
        'CAP REQ :sasl',
        'NICK kann',
        'USER kann 0 * :kann',
        'AUTHENTICATE PLAIN',
        `AUTHENTICATE ${btoa('\0kann\0secret')}`,
        'CAP END',
      )
      first.send(`JOIN #both${round}`)
      const [, told] = await Promise.all([first.sync(), second.sync()])
      const all = [...told, ...(await second.sync())]
      expect(only(all, 'JOIN').filter((line) => line.endsWith(`#both${round}`))).toHaveLength(1)
      second.send('QUIT')
      await second.ended()
    }
    first.drop()
  })
})

describe('requests that the server could be made to send', () => {
  test('[R-IRC-436] whatever addresses people write, nobody is asked for anything there', async () => {
    await using ann = await ircClient(here.address, 'uann', { caps: [...modern, 'draft/metadata-2'] })
    const eve = await browser('ueve')
    const reached: unknown[] = []
    const reach = (message: unknown): void => void reached.push(message)
    subscribe('net.client.socket', reach)
    subscribe('undici:request:create', reach)
    try {
      const url = `http://127.0.0.1:${here.address.port}/healthz`
      await ann.say('JOIN #links', `PRIVMSG #links :${url} http://169.254.169.254/latest`, `TOPIC #links :${url}`)
      await ann.say(`METADATA * SET avatar :${url}`, `WEBPUSH REGISTER ${url} a=b`, `SETNAME :${url}`)
      await eve.request('message.send', { room: 'lobby', body: `![picture](${url})` })
      await eve.request('person.profile', { about: url })
      await ann.sync()
    } finally {
      unsubscribe('net.client.socket', reach)
      unsubscribe('undici:request:create', reach)
    }
    expect(reached).toEqual([])
    eve.drop()
  })

  test('[R-IRC-436] this would have been seen', async () => {
    const reached: unknown[] = []
    const reach = (message: unknown): void => void reached.push(message)
    subscribe('net.client.socket', reach)
    const client = await ircClient(here.address, 'vann')
    unsubscribe('net.client.socket', reach)
    expect(reached).toHaveLength(1)
    subscribe('undici:request:create', reach)
    await fetch(`http://127.0.0.1:${here.address.port}/healthz`)
    unsubscribe('undici:request:create', reach)
    expect(reached).toHaveLength(2)
    client.drop()
  })
})

describe('flood control', () => {
  test('[R-IRC-434] what a client says all at once when it has connected is answered at once; who floods is held back, and not sent away', async () => {
    await using strict = await world({ clockInHand: true, settings: { name: 'irc.test', irc: { autoJoin: false } } })
    await using ann = new IrcClient(strict.address)
    const channels = Array.from({ length: 60 }, (_, at) => `#c${at}`)
    ann.send('CAP LS 302', 'CAP REQ :batch', 'NICK ann', 'USER ann 0 * :ann', 'CAP END')
    ann.send(...channels.flatMap((channel) => [`JOIN ${channel}`, `MODE ${channel}`, `WHO ${channel} %tcuihnfdar,1`]))
    const told = await ann.sync()
    expect(only(told, '366')).toHaveLength(channels.length)
    expect(only(told, '315')).toHaveLength(channels.length)

    // The clock stands still: what is more than the burst waits until it moves.
    ann.send(...Array.from({ length: 100 }, (_, at) => `PRIVMSG #c0 :flood ${at}`))
    const answered = ann.sync()
    await using bob = new IrcClient(strict.address)
    bob.send('NICK bob', 'USER bob 0 * :bob')
    await bob.until('001')
    for (let seconds = 0; seconds < 10; seconds++) {
      strict.clock?.advance(1_000)
      await bob.sync()
    }
    await answered
    expect(ann.closed).toBe(false)
  })
})

describe('other wires', () => {
  const hostile = 'x\r\nQUIT :gone\nPRIVMSG #evil :\0hello\r:irc.test 001 you :hi\u2028 @time=1 :a!b@c PRIVMSG #evil'

  test('[R-IRC-435] nothing that is said elsewhere makes a line of its own, or a tag, or somebody else here', async () => {
    await using ann = await ircClient(here.address, 'oann', {
      caps: [...modern, 'server-time', 'away-notify', 'setname', 'extended-join', 'draft/channel-rename'],
    })
    await using plain = await ircClient(here.address, 'oplain')
    const eve = await browser('oeve')
    const { slug: room } = (await eve.request('room.create', { name: 'open' })).room
    await ann.say('JOIN #open')
    await plain.say('JOIN #open')
    const { seq } = await eve.request('message.send', { room, body: hostile, tags: { 'x.org/y': hostile } })
    await eve.request('message.edit', { room, seq, body: hostile })
    await eve.request('message.react', { room, seq, text: 'a\r\nb' }).catch(() => undefined)
    await eve.request('message.erase', { room, seq, reason: hostile })
    await eve.request('message.send', { to: 'oann', body: hostile, kind: 'action' })
    await eve.request('message.signal', { room, tags: { y: hostile } })
    await eve.request('room.topic', { room, topic: hostile })
    await eve.request('person.profile', { about: hostile })
    await eve.request('person.status', { status: 'AWAY', message: hostile })
    await eve.request('room.leave', { room, reason: hostile })
    await eve.request('room.join', { room })
    await eve.request('session.leave', { reason: hostile })

    // Not `\S`: of white space a space alone divides a line.
    const known =
      /^(?:@[^ ]+ )?:(?:irc\.test|(?:oeve|oann|oplain)![^ ]+) (?:PRIVMSG|NOTICE|REDACT|TAGMSG|TOPIC|SETNAME|AWAY|PART|JOIN|QUIT|MODE|BATCH) [^ ]/u
    for (const client of [ann, plain]) {
      const lines = await client.sync()
      expect(lines.length).toBeGreaterThanOrEqual(7)
      expect(lines.filter((line) => !known.test(line))).toEqual([])
      expect(lines.filter((line) => line.includes('\0') || line.includes('\r'))).toEqual([])
      expect(only(lines, 'PRIVMSG', 'NOTICE').filter((line) => /^[A-Z]+ #evil /u.test(line))).toEqual([])
    }
  })

  test.each(['a b', 'a;b', 'a\r\nQUIT', 'time=1;x', '', '+', 'a/b/c'])(
    '[R-IRC-435] a tag cannot be called %j',
    async (key) => {
      const eve = await browser('')
      const request = eve.request('message.send', { room: 'lobby', body: 'x', tags: { [key]: '1' } })
      await expect(request).rejects.toMatchObject({ code: 'bad-input' })
      eve.drop()
    },
  )
})
