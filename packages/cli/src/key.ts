// `hubbub key add`: lets a TLS client certificate sign in to an account in the folder of a server.

import { readFile } from 'node:fs/promises'

import { Complaint } from './complaint.ts'

export async function addKey(name: string, file: string, data: string): Promise<void> {
  const pem = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new Complaint(`Cannot read ${file}: ${cause.message}`)
  })
  const { addCertificate } = await import('@hubbub/server')
  const fingerprint = addCertificate({ data, name, pem })
  process.stdout.write(`${name} can sign in with the certificate ${fingerprint}.\n`)
}
