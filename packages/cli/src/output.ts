// What a command does when nobody reads its output any more, as in `hubbub tail lobby | head -1`.

/** From here on a closed output ends the program, well and without a word: whoever read it has enough. */
export function endWithOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EPIPE') throw cause
      process.exit(0)
    })
  }
}
