// The services there are. Their names belong to nobody else.

import { foldName } from '@hubbub/protocol'

import { chanServ } from './chanserv.ts'
import { nickServ } from './nickserv.ts'
import type { Service } from './service.ts'

export { serve } from './service.ts'

const services = [nickServ, chanServ]

const byFold = new Map<string, Service>(services.map((service) => [foldName(service.name), service]))

/** The service that a message to this nick is for; `serve` carries out what it says. */
export function serviceNamed(nick: string): Service | undefined {
  return byFold.get(foldName(nick))
}
