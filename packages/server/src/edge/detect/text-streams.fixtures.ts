// Generates what clients of the wires made of text say first: SSH, HTTP, IRC, course JSON, and people who type.

import { glue, raw, utf8 } from './fixtures.ts'
import { COURSE_JSON, HTTP, IRC, PLAIN_CHUNKS, PLAIN_LINES, SSH } from './verdict.ts'
import { newline, noise, sentence, word, type Maker } from './words.fixtures.ts'

const METHODS = ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'CONNECT', 'PROPFIND']
const NEAR_MISSES = [
  'GET a coffee',
  'GET /etc is a file',
  'get / HTTP/1.1?',
  'NICK who?',
  'nick knows it',
  'USER friendly',
  'user friendly',
  'CAP it',
  'PASS me the salt',
  'quit smoking',
  'PROXY servers are slow',
  'SSH-2 is old',
  'WEBIRC is a very good idea',
  'I speak HTTP/1.1',
  '[1,2]',
  '"hi"',
  '/nick bob',
  '-',
  ':)',
  'authenticate yourself now',
  'x {"type":1}',
]

export const ssh: Maker = (dice) => ({
  bytes: glue(
    utf8(`SSH-${dice.pick(['2.0', '1.99'])}-${word(dice)}_${dice.below(10)} ${word(dice)}\r\n`),
    noise(dice, dice.below(99)),
  ),
  verdict: SSH,
})

export const http: Maker = (dice) => {
  const path = `/${dice.times(dice.below(dice.chance(0.05) ? 600 : 6), () => word(dice)).join('/')}`
  const target = dice.pick([path, path, `http://${word(dice)}:11111${path}`, `${path}?q=%7B%22`])
  const opening = dice.chance(0.03) ? 'PRI * HTTP/2.0' : `${dice.pick(METHODS)} ${target} HTTP/1.${dice.below(2)}`
  const upgrade = dice.chance(0.3) ? 'Upgrade: websocket\r\nConnection: Upgrade\r\n' : ''
  const body = dice.chance(0.4) ? `NICK ${word(dice)}\r\nUSER a 0 * :a\r\n{"type":"IDENTIFY"}\0\0` : ''
  const blank = dice.chance(0.05) ? '\r\n' : ''
  return {
    bytes: utf8(`${blank}${opening}${newline(dice)}Host: a\r\n${upgrade}\r\n${body}`),
    verdict: HTTP,
  }
}

export const irc: Maker = (dice) => {
  const [nick, end] = [dice.pick([word(dice), `${word(dice)}_[x]`, `:${word(dice)}`, 'zoë']), newline(dice)]
  const [NICK, USER] = [
    `NICK ${nick}`,
    `USER ${word(dice)} ${dice.pick(['0 *', '8 x', '"" "host"'])} :${sentence(dice)}`,
  ]
  const PASS = `PASS ${dice.pick(['', ':'])}${word(dice)}`
  const lines = dice.pick([
    [dice.pick(['CAP LS 302', 'CAP LS', 'cap ls 302', 'CAP REQ :sasl batch', 'CAP END'])],
    ['CAP LS 302', NICK, USER],
    [NICK, USER],
    [USER, NICK],
    [PASS, NICK, USER],
    [PASS, 'CAP LS 302', NICK, USER],
    [NICK.replace('NICK', 'nick'), USER.replace('USER', 'User'), 'JOIN #lobby'],
    [`WEBIRC ${word(dice)} gateway example.org ${dice.pick(['192.0.2.7', '2001:db8::7'])}`, NICK, USER],
    [NICK, '', 'AUTHENTICATE PLAIN'],
    [NICK, 'QUIT'],
    [dice.pick(['QUIT', 'QUIT :bye', 'quit'])],
  ])
  return { bytes: utf8(`${dice.chance(0.05) ? end : ''}${lines.join(end)}${end}`), verdict: IRC }
}

/** Compact, spaced or pretty, keys in any order, with anything that rule 5 tolerates before and after. */
export const courseJson: Maker = (dice) => {
  const name = dice.pick([word(dice).slice(0, 8), 'ñandú', '你好', 'a"b\\', '{}'])
  const extra = dice.chance(0.1) ? [['text', sentence(dice).repeat(1 + dice.below(400))]] : []
  const members = [['type', 'IDENTIFY'], ['username', name], ...extra]
  const object = Object.fromEntries(dice.chance(0.5) ? members : members.toReversed())
  const text = dice.pick([
    () => JSON.stringify(object),
    () => JSON.stringify(object, null, dice.pick([1, 2, 4, '\t'])),
    () => JSON.stringify(object, null, 1).replaceAll(/\n\s*/g, ' '),
    () => JSON.stringify(object, null, 2).replaceAll('\n', '\r\n'),
  ])()
  const before = dice.chance(0.7)
    ? ''
    : dice.pick(['\ufeff', ' ', '\n', '\r\n\t', '\0\0', '\0', '\ufeff\n ', ' \0 ', '\n\0'])
  const after = dice.pick(['', '\n', '\r\n', '\0', '\0'.repeat(900), '{"type":"USERS"}', ' '])
  return { bytes: utf8(`${before}${text}${after}`), verdict: COURSE_JSON }
}

export const lines: Maker = (dice) => {
  const blank = dice.chance(0.1) ? newline(dice).repeat(1 + dice.below(3)) : ''
  const said = dice.chance(0.4)
    ? dice.pick(NEAR_MISSES)
    : dice.pick([`${word(dice)} ${sentence(dice)}`, 'PASS x\nthe salt', 'NICK bob\nsays hi', 'ñandú'])
  const after = dice.pick(['', sentence(dice), `${sentence(dice)}\n`, '\0\0', '{"type":"IDENTIFY"}\n'])
  const bytes = dice.chance(0.1)
    ? raw('Message 1 from client\nMessage 2 from client\nMessage 3 from client\nMessage 4 from client\n!Disconnect')
    : utf8(`${blank}${said}${newline(dice)}${after}`)
  return { bytes: dice.chance(0.05) ? glue(raw('\xe9t\xe9 '), bytes) : bytes, verdict: PLAIN_LINES }
}

export const chunks: Maker = (dice) => {
  const text = dice.pick([
    `${word(dice)} ${sentence(dice)}`,
    dice.pick(NEAR_MISSES),
    '!Disconnect',
    word(dice),
    `${word(dice)} `.repeat(200),
  ])
  return {
    bytes: utf8(Buffer.byteLength(text) === 32 ? `${text}.` : text),
    verdict: PLAIN_CHUNKS,
  }
}
