import { world } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { somebody } from '../fixtures.ts'
import { noPaint } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { Receiving } from './receiving.ts'
import { View } from './view.ts'

/** A screen whose prompt can be waited for. */
function prompting(): { screen: Screen; prompts: readonly string[]; prompted(wanted: string): Promise<void> } {
  const prompts: string[] = []
  let look = (): void => {}
  const nothing = (): void => {}
  const screen: Screen = {
    showsTyped: true,
    showsStatus: true,
    paint: noPaint,
    print: nothing,
    note: nothing,
    status: nothing,
    setPrompt(text) {
      if (text !== prompts.at(-1)) prompts.push(text)
      look()
    },
    ask: async () => undefined,
    lines: async function* () {},
    close: nothing,
  }
  const prompted = (wanted: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => prompts.at(-1) === wanted && resolve()
      look()
    })
  return { screen, prompts, prompted }
}

test('[R-CLI-34] the prompt tells where one is, under its present name, and who is typing there', async () => {
  await using here = await world()
  const [ann, ben] = await Promise.all([somebody(here, 'ann'), somebody(here, 'ben')])
  const { room } = await ben.do('room.create', { name: 'Den' })
  await ann.do('room.join', { room: 'den' })
  const { screen, prompts, prompted } = prompting()
  const receiving = new Receiving(ann, screen, { folder: '.', automatic: false, images: false })
  await new View(ann, screen, { server: '', receiving }).begin('den')
  await prompted('Den> ')
  await ben.do('message.typing', { room: room.slug, state: 'active' })
  await prompted('Den (ben typing)> ')
  await ben.do('message.send', { room: room.slug, body: 'hello' })
  await prompted('Den> ')
  await ben.do('room.rename', { room: room.slug, name: 'Nest' })
  await prompted('Nest> ')
  await ben.do('room.kick', { room: room.slug, person: 'ann' })
  await prompted('Lobby> ')
  expect(prompts).toEqual(['Den> ', 'Den (ben typing)> ', 'Den> ', 'Nest> ', 'Lobby> '])
  await Promise.all([ann.leave(), ben.leave()])
})
