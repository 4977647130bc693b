// The service worker: keeps the client itself, so that it opens without a connection. What is said is not its business.

import { answerFor } from './answers.ts'

// The DOM's types take the global scope for a page's.
const worker = globalThis as unknown as ServiceWorkerGlobalScope

/** The addresses of the client's files; written here when they are built. */
const kept = '__KEPT__' as unknown as readonly string[]
const name = `hubbub-${hash(kept.join())}`

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('fetch', (event) => {
  const answer = answerFor(event.request, { name, origin: worker.location.origin })
  if (answer !== undefined) event.respondWith(answer)
})
worker.addEventListener('notificationclick', (event) => event.waitUntil(show(event.notification)))

async function install(): Promise<void> {
  const cache = await caches.open(name)
  await cache.addAll(kept.map((path) => new Request(path, { cache: 'reload' })))
  await worker.skipWaiting()
}

/** What an older client was made of goes. */
async function activate(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((one) => one !== name).map((one) => caches.delete(one)))
  await worker.clients.claim()
}

/** Leads to where the notification came from: in a window that is open, or in a new one. */
async function show(notification: Notification): Promise<void> {
  notification.close()
  const { path = '/' } = (notification.data ?? {}) as { path?: string }
  const windows = await worker.clients.matchAll({ type: 'window' })
  const [open] = windows
  if (open === undefined) return void (await worker.clients.openWindow(path))
  await open.focus()
  open.postMessage({ go: path })
}

function hash(text: string): string {
  let sum = 0
  for (const char of text) sum = (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) >>> 0
  return sum.toString(36)
}
