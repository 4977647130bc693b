// Where a server is, as people write it: `HOST PORT`, `HOST:PORT`, `HOST`, or nothing at all.

import { Complaint } from '../complaint.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

export const usualAddress: Address = { host: 'localhost', port: 11_111 }

/** Reads an address from one or two words; what is not said is as usual. Throws a Complaint for what cannot be one. */
export function readAddress(typedHost: string | undefined, typedPort?: string): Address {
  const { host, port } = splitAddress(typedHost, typedPort)
  const address = {
    host: host ?? usualAddress.host,
    port: port === undefined ? usualAddress.port : readPort(port),
  }
  if (!URL.canParse(`http://${showAddress(address)}`)) throw notAnAddress(host)
  return address
}

const spelling = /^(?:\[(?<bracketed>[^\]]+)\]|(?<v6>[\da-f]*(?::[\da-f.]*){2,})|(?<name>[^:]*))(?::(?<after>\d+))?$/iu

/** The two parts of an address as they were typed. `[::1]:6000` and `::1` are addresses as well. */
export function splitAddress(
  typedHost: string | undefined,
  typedPort?: string,
): { readonly host?: string; readonly port?: string } {
  const parts = spelling.exec(typedHost ?? '')?.groups
  if (parts === undefined) throw notAnAddress(typedHost)
  const { bracketed, v6, name, after } = parts
  if (typedPort !== undefined && after !== undefined) throw new Complaint(`Which port is it, ${after} or ${typedPort}?`)
  const host = bracketed ?? v6 ?? name ?? ''
  const port = typedPort ?? after
  return { ...(host === '' ? {} : { host }), ...(port === undefined ? {} : { port }) }
}

function notAnAddress(host: string | undefined): Complaint {
  return new Complaint(`${host} is not an address; write HOST, HOST PORT or HOST:PORT.`)
}

function readPort(port: string): number {
  const number = /^\d{1,5}$/u.test(port) ? Number(port) : Number.NaN
  if (!(number <= 65_535)) throw new Complaint(`${port} is not a port. A port is a number up to 65535.`)
  return number
}

/** `localhost:11111`, `[::1]:11111` */
export function showAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
