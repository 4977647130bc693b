// Verbs of channels: JOIN, PART, NAMES, LIST, TOPIC, KICK, INVITE, KNOCK, RENAME, CS.

import { invite, knock } from '../channels/invite.ts'
import { join } from '../channels/join.ts'
import { kick } from '../channels/kick.ts'
import { list, names } from '../channels/list.ts'
import { part } from '../channels/part.ts'
import { rename } from '../channels/rename.ts'
import { topic } from '../channels/topic.ts'
import { chanServ } from '../services/chanserv.ts'
import { serve } from '../services/service.ts'
import type { Verb, Verbs } from '../verb.ts'

const cs: Verb = {
  when: 'registered',
  paramsMin: 0,
  syntax: 'CS <command> [<parameters>]',
  says: ['Says something to ChanServ.'],
  run: (client, { params }) => serve(client, chanServ, params.join(' ')),
}

export const channelVerbs = {
  JOIN: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'JOIN <channel>{,<channel>} [<key>{,<key>}]',
    says: ['Joins channels, and makes those that are not there yet.', '`JOIN 0` leaves all.'],
    run: join,
  },
  PART: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'PART <channel>{,<channel>} [:<reason>]',
    says: ['Leaves channels.'],
    run: part,
  },
  NAMES: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'NAMES [<channel>{,<channel>}]',
    says: ['Tells who is in channels.'],
    run: names,
  },
  LIST: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'LIST [<mask, !mask, <people, >people, C<minutes or T<minutes>{,…}]',
    says: ['Tells which channels there are.'],
    run: list,
  },
  TOPIC: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'TOPIC <channel> [:<topic>]',
    says: ['Tells or sets what a channel is about.'],
    run: topic,
  },
  KICK: {
    when: 'registered',
    paramsMin: 2,
    syntax: 'KICK <channel>{,<channel>} <nick>{,<nick>} [:<comment>]',
    says: ['Sends people out of a channel.'],
    run: kick,
  },
  INVITE: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'INVITE [<nick> <channel>]',
    says: ['Invites somebody to a channel, or tells where you are invited.'],
    run: invite,
  },
  KNOCK: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'KNOCK <channel> [:<reason>]',
    says: ['Asks to be let into a channel.'],
    run: knock,
  },
  RENAME: {
    when: 'registered',
    paramsMin: 2,
    syntax: 'RENAME <channel> <new name> [:<reason>]',
    says: ['Gives a channel another name.'],
    of: 'draft/channel-rename',
    run: rename,
  },
  CS: cs,
  CHANSERV: { ...cs, syntax: 'CHANSERV <command> [<parameters>]' },
} satisfies Verbs
