// Which Chromium there is for the stories in browsers: the system's, or the one that comes from npm for Linux.

import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** The program of the system's own. */
export function systemBrowser(): string | undefined {
  return places.find((place) => existsSync(place))
}

/** Whether the one from npm is to be used: it brings all libraries that it needs. */
export function isPackagedNeeded(): boolean {
  return systemBrowser() === undefined && process.platform === 'linux' && process.arch === 'x64'
}

/** What is left out where there is none, which is said. */
export function storiesLeftOut(): string[] {
  if (systemBrowser() !== undefined || isPackagedNeeded()) return []
  console.warn('NOT TESTED: THE STORIES IN BROWSERS (scenes/web): there is no Chromium here')
  return ['scenes/web/**']
}
