// What tests and developers use: servers in this process, actors on every wire and a clock in the hand.

export * from './brain.ts'
export { type ManualClock, manualClock } from './clock.ts'
export { type World, world, type WorldOptions } from './world.ts'
