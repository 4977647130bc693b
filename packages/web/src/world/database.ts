// The browser's database, as a few tables of values by key: what is too large, or no text, for its plain storage.

const tables = ['snapshots', 'uploads'] as const
type Table = (typeof tables)[number]

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('hubbub', 1)
    request.addEventListener('upgradeneeded', () => {
      for (const table of tables) request.result.createObjectStore(table)
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The database cannot be opened.')))
  })
  return opened
}

/** Rejects when the browser keeps nothing for us. */
async function ask<Result>(
  table: Table,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, mode)
    const request = act(transaction.objectStore(table))
    transaction.addEventListener('complete', () => resolve(request.result))
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('Nothing was kept.')))
  })
}

export function loadFrom(table: Table, key: string): Promise<unknown> {
  return ask(table, 'readonly', (store): IDBRequest<unknown> => store.get(key))
}

export function allIn(table: Table): Promise<readonly unknown[]> {
  return ask(table, 'readonly', (store): IDBRequest<unknown[]> => store.getAll())
}

export async function saveIn(table: Table, key: string, value: unknown): Promise<void> {
  await ask(table, 'readwrite', (store) => store.put(value, key))
}

export async function removeFrom(table: Table, key: string): Promise<void> {
  await ask(table, 'readwrite', (store) => store.delete(key))
}
