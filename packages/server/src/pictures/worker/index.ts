// The process for pictures: it reads what strangers have sent, so that what this does to a reader is not done to the server.

import { constants, setPriority } from 'node:os'

import type { Answer, Answers, Job } from '../jobs.ts'

setPriority(constants.priority.PRIORITY_BELOW_NORMAL) // pictures keep nobody's messages waiting
// It ends with the server, and not with a signal to both of them: the server may still wait for an answer.
process.on('disconnect', () => process.exit())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)

process.on('message', (job: Job) => {
  work(job).then(
    (done) => reply({ done }),
    (cause: unknown) => reply({ failed: cause instanceof Error ? cause.message : String(cause) }),
  )
})

/** What the work is done with is loaded here, so that it can be told when that fails. */
async function work(job: Job): Promise<Answers[keyof Answers]> {
  if (job.job === 'look') return (await import('./look.ts')).look(job)
  return (await import('./make.ts')).make(job)
}

function reply(answer: Answer): void {
  process.send?.(answer)
}
