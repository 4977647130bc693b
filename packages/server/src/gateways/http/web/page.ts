// `GET /connect`, and `/` without a built web client: what this is and how to connect. It needs no script.

import type { Handler } from 'hono'
import { createHash } from 'node:crypto'

import type { GatewayPorts } from '../../gateway.ts'
import { type Address, addressOf, authority } from '../../kit/address.ts'
import type { Env } from '../responses.ts'

const style = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6475; --paper: #fbfaf7; --card: #fff; --line: #e3dfd6; --mark: #b4430f }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --soft: #a3abb9; --paper: #14171c; --card: #1c2027; --line: #323843; --mark: #ff9d66 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: clamp(2rem, 8vw, 5rem) 1.25rem }
h1 { margin: 0; font-size: clamp(2.25rem, 8vw, 3.5rem); line-height: 1.1; letter-spacing: -.03em }
h1 span { color: var(--mark) }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.125rem }
p { margin: .75rem 0; color: var(--soft) }
ul { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); overflow: hidden }
li + li { border-top: 1px solid var(--line) }
code { font: .9375rem/1.6 ui-monospace, monospace; color: var(--ink); overflow-wrap: anywhere }
li { padding: .6rem 1rem }
li span { display: block; font-size: .875rem; color: var(--soft) }
li code { display: block; white-space: pre-wrap }
footer { margin-top: 3rem; font-size: .875rem; color: var(--soft) }
`

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#b4430f" d="M2 2h12v9H7l-4 3v-3H2z"/></svg>`

const policy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  `img-src data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

export function page(ports: GatewayPorts): Handler<Env> {
  return (c) => {
    const { localAddress = 'localhost', localPort = 80 } = c.env.incoming.socket
    const at = addressOf(c.req.header('host'), { host: localAddress, port: localPort })
    return c.html(html(ports, at), 200, { 'Content-Security-Policy': policy })
  }
}

function html({ about, howTos }: GatewayPorts, at: Address): string {
  const where = escape(authority(at))
  const ways = howTos(at).map(wayItem)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(about.name)} at ${where}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
<style>${style}</style>
<main>
<h1>${escape(about.name)}<span aria-hidden="true">.</span></h1>
<p>One port, every chat client, one conversation. Whoever connects to <code>${where}</code>, with whatever they have,
is in the same lobby and the same rooms, and nothing that was said is lost.</p>
<h2>Connect</h2>
<ul>
${ways.join('\n')}
</ul>
<h2>Share a file</h2>
<ul>
<li><code>curl -T cat.png 'http://${where}/rooms/lobby/files/?as=alice'</code></li>
</ul>
<p>The answer tells the file’s address, and everybody in the room is told of it.</p>
<footer>${escape(about.name)} ${escape(about.version)}</footer>
</main>
</html>
`
}

/** `A browser: http://…` has two parts, of which the second is to be typed. */
function wayItem(way: string): string {
  const [, who, what = ''] = /^([^:]+): (.*)$/su.exec(way) ?? []
  if (who === undefined) return `<li><code>${escape(way)}</code></li>`
  return `<li><span>${escape(who)}</span><code>${escape(what)}</code></li>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (char) => entities[char] ?? char)
}
