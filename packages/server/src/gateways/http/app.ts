// The routes: what is answered to a request that is not an upgrade.

import { Refusal, refusalOf } from '@hubbub/protocol'
import { Hono } from 'hono'

import type { GatewayPorts } from '../gateway.ts'
import { download } from './download.ts'
import { crossOrigin } from './filehost/cross-origin.ts'
import { allowed, keep, offer } from './filehost/filehost.ts'
import { paced } from './pace.ts'
import { about } from './web/about.ts'
import { page } from './web/page.ts'
import { site } from './web/site.ts'
import { type Env, plain, refusalResponse, strictly } from './responses.ts'
import { asStranger } from './speaker.ts'
import { upload } from './upload.ts'
import { uploadRoutes } from './uploads/tus.ts'

export function appOf(ports: GatewayPorts): Hono<Env> {
  const app = new Hono<Env>()
  const pace = paced(ports)
  app.use(strictly)
  app.use(site(ports.web))
  app.get('/', page(ports))
  app.get('/connect', page(ports))
  app.get('/about.json', about(ports))
  app.get('/healthz', () => health(ports))
  app.post('/rooms/:slug/files', pace, upload(ports))
  app.put('/rooms/:slug/files/:name', pace, upload(ports))
  app.use('/files', crossOrigin(ports, allowed))
  app.options('/files', offer)
  app.post('/files', pace, keep(ports))
  app.get('/files/:id/:name', download(ports))
  app.route('/uploads', uploadRoutes(ports, pace))
  app.all('/', () => notAllowed('GET, HEAD'))
  app.all('/healthz', () => notAllowed('GET, HEAD'))
  app.all('/rooms/:slug/files', () => notAllowed('POST'))
  app.all('/rooms/:slug/files/:name', () => notAllowed('PUT'))
  app.all('/uploads', () => notAllowed('OPTIONS, POST'))
  app.all('/uploads/:id', () => notAllowed('OPTIONS, GET, HEAD, PATCH, DELETE'))
  app.all('/files', () => notAllowed('OPTIONS, POST'))
  app.all('/files/:id/:name', () => notAllowed('GET, HEAD'))
  app.notFound((c) => (ports.upgrades.has(c.req.path) ? upgradeOnly() : plain(404, 'There is nothing here.\n')))
  app.onError((cause) => {
    if (!(cause instanceof Refusal)) ports.log.error({ err: cause }, 'an HTTP request failed')
    return refusalResponse(refusalOf(cause))
  })
  return app
}

/** Looks for a file that nobody has: a store that can say so is well. */
async function health({ chat }: GatewayPorts): Promise<Response> {
  const answer = await asStranger(chat, (session) => session.do('file.fetch', { file: 'healthz' })).catch(refusalOf)
  if (answer instanceof Refusal && answer.code !== 'no-such-file') return refusalResponse(answer)
  return plain(200, 'ok')
}

function notAllowed(allow: string): Response {
  return plain(405, 'That is not done here.\n', { Allow: allow })
}

function upgradeOnly(): Response {
  return plain(426, 'This address speaks WebSocket.\n', { Upgrade: 'websocket', Connection: 'Upgrade' })
}
