// Why the server cannot start: one line that tells the person who started it what to do.

export class StartError extends Error {
  override readonly name = 'StartError'
}
