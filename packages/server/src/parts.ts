// The server's parts one by one, for tests and benchmarks that put them together themselves.

export { openDiskBlobs } from './blobs/disk.ts'
export { localBus } from './buses/local.ts'
export { openSqliteStore } from './stores/sqlite.ts'
