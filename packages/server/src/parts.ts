// The server's parts one by one, for tests and benchmarks that put them together themselves.

export { openDiskBlobs } from './blobs/disk.ts'
export { openPictures } from './pictures/pictures.ts'
export { type HashKind, openPasswords } from './passwords.ts'
export { localBus } from './buses/local.ts'
export { openSqliteStore } from './stores/sqlite.ts'
export { selfSigned } from './edge/tls/self-signed.ts'
