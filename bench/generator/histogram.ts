// Latencies in microseconds, counted in buckets about 1 % wide, so that millions of them take no memory.

const PER_DOUBLING = 64

export class Histogram {
  readonly #counts = new Uint32Array(PER_DOUBLING * 48)
  #total = 0

  add(microseconds: number): void {
    const bucket = Math.trunc(Math.log2(Math.max(1, microseconds)) * PER_DOUBLING)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#total++
  }

  /** The latency in milliseconds that `share` of all stay under. */
  quantile(share: number): number {
    let left = this.#total * share
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count
      if (left <= 0) return 2 ** ((bucket + 1) / PER_DOUBLING) / 1_000
    }
    return Number.NaN
  }
}
