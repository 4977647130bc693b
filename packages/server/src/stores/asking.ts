// The store's operations as the port has them, each asked of its thread and its answer given the port's form.

import type { Found, Store, StoredRoom } from '@hubbub/core'

import type { BatchQueue } from './batch-queue.ts'
import { appendedOf, entryRow } from './sql/message/append.ts'
import { entriesOf } from './sql/message/entry.ts'
import type { Reads, Writes } from './sql/operations.ts'
import type { FoundValues } from './sql/search/search.ts'

type Table = Record<string, (on: never, input: never) => unknown>

export type Ask<Operations extends Table> = <Name extends keyof Operations>(
  name: Name,
  input: Parameters<Operations[Name]>[1],
  chars?: number,
) => Promise<ReturnType<Operations[Name]>>

export function asker<Operations extends Table>(queue: BatchQueue): Ask<Operations> {
  return (name, input, chars) => queue.ask([name, input], chars) as Promise<never>
}

export function changes(ask: Ask<Writes>, now: () => number): Pick<Store, keyof Writes> {
  const current = (room: StoredRoom): StoredRoom => withoutEnded(room, now())
  return {
    createPerson: (person) => ask('createPerson', person),
    resumePerson: (token) => ask('resumePerson', token),
    addToken: (token) => ask('addToken', token),
    endToken: (token) => ask('endToken', token),
    renamePerson: (change) => ask('renamePerson', change),
    releasePerson: (person) => ask('releasePerson', person),
    createAccount: (account) => ask('createAccount', account),
    setSecret: (change) => ask('setSecret', change),
    addCertificate: (change) => ask('addCertificate', change),
    removeCertificate: (change) => ask('removeCertificate', change),
    signIn: (arrival) => ask('signIn', arrival),
    saveCursors: (of) => ask('saveCursors', of),
    createRoom: (room) => ask('createRoom', room),
    openDirectRoom: (pair) => ask('openDirectRoom', pair).then(current),
    joinRoom: async (join) => {
      const joined = await ask('joinRoom', join)
      return typeof joined === 'string' ? joined : { ...joined, room: current(joined.room) }
    },
    leaveRoom: (leave) => ask('leaveRoom', leave),
    invite: (invite) => ask('invite', invite),
    setTopic: (change) => ask('setTopic', change),
    setSettings: (change) => ask('setSettings', change),
    setRole: (change) => ask('setRole', change),
    renameRoom: (change) => ask('renameRoom', change),
    addBan: (change) => ask('addBan', change),
    removeBan: (change) => ask('removeBan', change),
    append: (entry) => ask('append', entryRow(entry), entry.body.length).then(appendedOf),
    keepSignal: (signal) => ask('keepSignal', signal),
    editEntry: (change) => ask('editEntry', change, change.body.length),
    eraseEntry: (change) => ask('eraseEntry', change),
    react: (change) => ask('react', change),
    markRead: (mark) => ask('markRead', mark),
    addLink: (link) => ask('addLink', link),
    removeLinks: (of) => ask('removeLinks', of),
    setOperator: (change) => ask('setOperator', change),
    eraseEntriesOf: (what) => ask('eraseEntriesOf', what).then((values) => foundOf(values).map(inCurrent(current))),
    forgetPerson: (what) => ask('forgetPerson', what),
    setMetadata: (change) => ask('setMetadata', change, change.value?.length),
    recordAct: (act) => ask('recordAct', act),
    forgetActs: (what) => ask('forgetActs', what),
    keepFile: (kept) => ask('keepFile', kept),
    forget: (what) => ask('forget', what),
  }
}

export function questions(ask: Ask<Reads>, now: () => number): Pick<Store, keyof Reads> {
  const current = (room: StoredRoom): StoredRoom => withoutEnded(room, now())
  const inRoom = inCurrent(current)
  return {
    findPerson: (id) => ask('findPerson', id),
    findAccount: (by) => ask('findAccount', by),
    cursors: (of) => ask('cursors', of),
    findRoom: (ref) => ask('findRoom', ref).then((room) => room && current(room)),
    closedRoom: (of) => ask('closedRoom', of),
    listRooms: (asker) => ask('listRooms', { ...asker, at: now() }).then((rooms) => rooms.map(current)),
    invitations: (of) => ask('invitations', of),
    findLink: (of) => ask('findLink', of).then((room) => room && current(room)),
    serverBans: (at) => ask('serverBans', at),
    memberships: (person) => ask('memberships', person).then((rooms) => rooms.map(inRoom)),
    members: (room) => ask('members', room),
    history: (span) => ask('history', span).then(entriesOf),
    happenings: (span) => ask('happenings', span),
    entry: (of) => ask('entry', of).then((values) => entriesOf(values)[0]),
    changedEntries: (of) => ask('changedEntries', of).then(entriesOf),
    search: (query) => ask('search', query).then((values) => foundOf(values).map(inRoom)),
    targets: (query) => ask('targets', query).then((rooms) => rooms.map(inRoom)),
    hasOperator: () => ask('hasOperator', undefined),
    lookUp: (query) => ask('lookUp', query),
    everything: async (query) => {
      const { next, ...values } = await ask('everything', query)
      const entries = foundOf(values).map(inRoom)
      return next === undefined ? { entries } : { entries, next }
    },
    metadata: (of) => ask('metadata', of),
    metadataOf: (of) => ask('metadataOf', of),
    acts: (page) => ask('acts', page),
    findFile: async (id) => {
      const found = await ask('findFile', id)
      return found?.room === undefined ? found : { ...found, room: current(found.room) }
    },
    keptFiles: (of) => ask('keptFiles', of),
    filesOf: (person) => ask('filesOf', person),
    hashesOf: (person) => ask('hashesOf', person),
    filesBytes: () => ask('filesBytes', undefined),
    unshared: (hashes) => ask('unshared', hashes),
  }
}

/** Whatever is in a room, in the room as it is now. */
function inCurrent(current: (room: StoredRoom) => StoredRoom) {
  return <Inside extends { readonly room: StoredRoom }>(one: Inside): Inside => ({ ...one, room: current(one.room) })
}

function foundOf({ rooms, found }: FoundValues): readonly Found[] {
  return found.flatMap(([id, values]) => {
    const room = rooms.get(id)
    return room === undefined ? [] : entriesOf(values).map((entry) => ({ ...entry, room }))
  })
}

/** A ban that has ended is none; the threads do not know what time it is. */
export function withoutEnded(room: StoredRoom, now: number): StoredRoom {
  const stands = room.bans.filter(({ until }) => until === undefined || until > now)
  return stands.length === room.bans.length ? room : { ...room, bans: stands }
}
