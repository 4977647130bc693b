// The server as the command line and the tests use it.

export { type Config, type Flags, readConfig } from './config.ts'
export { type LogLevel, openLog } from './log.ts'
export { type RunningServer, type ServerOptions, startServer } from './server.ts'
export { StartError } from './start-error.ts'
