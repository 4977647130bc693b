// What the server says of itself before anybody has said who they are.

export interface About {
  readonly network: string
  readonly version: string
  readonly guests: boolean
  readonly registration: boolean
}

const unknown: About = { network: 'hubbub', version: '', guests: true, registration: true }

/** Without a connection everything is offered; the server refuses what it does not allow. */
export async function askAbout(): Promise<About> {
  try {
    const answer = await fetch('/about.json')
    return { ...unknown, ...((await answer.json()) as Partial<About>) }
  } catch {
    return unknown
  }
}
