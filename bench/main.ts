// `npm run bench`: what hubbub delivers, how fast and with how much memory, beside a naive server measured at the same time.

import { measureDeliveries, measureIrc } from './measures/deliveries.ts'
import { measureDurability } from './measures/durability.ts'
import { measureQuiet } from './measures/quiet.ts'

const measures = { deliveries: measureDeliveries, irc: measureIrc, durability: measureDurability, quiet: measureQuiet }

const asked = process.argv.slice(2)
const names = asked.length === 0 ? Object.keys(measures) : asked
for (const name of names) {
  const measure = measures[name as keyof typeof measures]
  if (measure === undefined)
    throw new Error(`There is no measure ${name}; there are ${Object.keys(measures).join(', ')}.`)
  await measure()
}
