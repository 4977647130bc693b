// Ends a program when the npm that started it was told to end: npm's shell dies without passing SIGTERM on, and a server
// that nobody sees would keep its port.

import { isMainThread } from 'node:worker_threads'

const parent = process.ppid

if (isMainThread) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 300)
  watch.unref()
}
