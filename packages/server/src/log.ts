// Structured logs on stderr: JSON lines for machines, coloured lines when a person is looking.

import pino, { type Logger } from 'pino'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const stderr = 2

export type ServerLog = Logger

export async function openLog(level: LogLevel): Promise<ServerLog> {
  if (!process.stderr.isTTY) return pino({ level }, pino.destination({ dest: stderr, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  return pino({ level, base: null }, pretty({ destination: stderr, sync: true, ignore: 'pid,hostname' }))
}
