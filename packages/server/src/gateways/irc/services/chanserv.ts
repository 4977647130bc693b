// ChanServ: what one does to channels that last, for those who are used to asking a service for it.

import { refusalOf } from '@hubbub/protocol'

import { channelOf, isChannel } from '../names.ts'
import type { Ask, Service, ServiceCommand } from './service.ts'

export const chanServ: Service = {
  name: 'ChanServ',
  says: 'looks after channels. Every channel lasts; the owner is who made it and has signed in.',
  commands: {
    REGISTER: {
      syntax: 'REGISTER <#channel>',
      says: 'Makes a channel yours: you have to be its operator, and to have signed in.',
      paramsMin: 1,
      run: trying(register),
    },
    INFO: {
      syntax: 'INFO <#channel>',
      says: 'Tells about a channel.',
      paramsMin: 1,
      run: trying(info),
    },
    OP: role('OP', 'moderator', 'Makes somebody, or yourself, an operator of a channel.'),
    DEOP: role('DEOP', 'member', 'Takes that away.'),
  },
}

type Run = (ask: Ask, channel: string) => Promise<void>

/** What cannot be done is answered with the sentence that says why. */
function trying(run: Run): ServiceCommand['run'] {
  return async (ask) => {
    const [channel = ''] = ask.params
    if (!isChannel(channel)) return ask.say(`${channel} is no channel.`)
    try {
      await run(ask, channel)
    } catch (cause) {
      ask.say(refusalOf(cause).message)
    }
  }
}

async function register({ client, say }: Ask, channel: string): Promise<void> {
  const { session } = client
  if (session.person?.account === undefined) return say('Sign in first: NickServ and SASL know how.')
  const { room, role } = await session.do('room.about', { room: channel })
  if (role === 'owner') return say(`${channelOf(room)} is yours.`)
  await session.do('room.role', { room: channel, person: session.person.name, role: 'owner' })
  say(`${channelOf(room)} is yours now.`)
}

async function info({ client, say }: Ask, channel: string): Promise<void> {
  const { room } = await client.session.do('room.about', { room: channel })
  const { people } = await client.session.do('room.members', { room: channel })
  const owners = people.filter(({ role }) => role === 'owner').map(({ account, name }) => account ?? name)
  say(`${channelOf(room)} was made on ${new Date(room.createdAt).toUTCString()}.`)
  say(owners.length === 0 ? 'It has no owner.' : `It belongs to ${owners.join(', ')}.`)
  say(`${room.here} of its ${people.length} members are here.`)
}

function role(word: string, becomes: 'moderator' | 'member', says: string): ServiceCommand {
  return {
    syntax: `${word} <#channel> [<nick>]`,
    says,
    paramsMin: 1,
    run: trying(async ({ client, params: [, nick], say }, channel) => {
      const person = nick ?? client.nick
      await client.session.do('room.role', { room: channel, person, role: becomes })
      say('Done.')
    }),
  }
}
