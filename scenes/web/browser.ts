// A real Chromium: the system's, or the one that comes with the development dependencies and brings its own libraries.

import { type Browser, chromium } from 'playwright-core'

import { systemBrowser } from './at-hand.ts'

export async function openBrowser(): Promise<Browser> {
  const executablePath = systemBrowser() ?? (await packaged())
  // Tests run as root in containers, where there is no sandbox to be had.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage'] })
}

/** Unpacked beforehand by `npm test`. */
if (import.meta.main) await packaged()

async function packaged(): Promise<string> {
  // It unpacks its libraries, and says where they are, where it believes to be in the cloud that it was made for.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x'
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}
