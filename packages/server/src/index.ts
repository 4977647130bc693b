// The server as the command line and the tests use it.

export { addCertificate, addUser, grantOperator, hashPassword } from './admin/accounts.ts'
export { type Config, type Flags, readConfig, rereadConfig } from './config.ts'
export { type LogLevel, openLog, type ServerLog } from './log.ts'
export { type RunningServer, type ServerOptions, startServer } from './server.ts'
export { StartError } from './start-error.ts'
