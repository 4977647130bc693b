// The words: everything that hubbub's parts say to one another, declared once.

export * from './check.ts'
export * from './define.ts'
export * from './errors.ts'
export * from './frame.ts'
export * from './limits.ts'
export * from './names.ts'
export * from './registry.ts'
export * from './schema.ts'
export * from './slash.ts'
