// What the operator of a server has decided, checked and complete; it may change while the server runs.

export interface OperatorSetting {
  readonly name: string
  /** A PHC string, as `hubbub hash-password` prints it. */
  readonly passwordHash: string
}

export interface IrcSettings {
  /** Whether IRC clients are joined to the lobby when they come. */
  readonly autoJoin: boolean
  /** Whether an edit is shown as a line of its own. */
  readonly corrections: boolean
  /** How many lines are replayed on joining to those who cannot ask for history, at most. */
  readonly replayLinesMax: number
  readonly multilineBytesMax: number
  readonly multilineLinesMax: number
  /** Strict transport security: clients on plain connections are told to come back on this port, and for how long. */
  readonly sts?: { readonly port: number; readonly durationS: number; readonly preload: boolean }
}

export interface Settings {
  /** The address that the operator has published, without a path: `https://chat.example.org`. */
  readonly url?: string
  /** The name of this server, as IRC clients see it: `chat.example.org`. */
  readonly name: string
  readonly network: string
  /** The message of the day, by line. */
  readonly motd: readonly string[]
  /** What every IRC client must say with PASS, in the clear or as a PHC string. */
  readonly password?: string
  readonly operators: readonly OperatorSetting[]
  readonly guests: boolean
  readonly accounts: {
    readonly registration: boolean
    /** Whether an account may be made before the rest of the registration of an IRC connection. */
    readonly beforeConnect: boolean
    /** Whether making an account on IRC takes an e-mail address. Nothing is sent there. */
    readonly emailRequired: boolean
    readonly alwaysOn: boolean
    readonly hash: 'argon2id' | 'test-only'
  }
  readonly history: {
    /** Whether anything is shown of what was said before. */
    readonly enabled: boolean
    /** What is older is forgotten; 0 keeps everything. */
    readonly keptDays: number
  }
  readonly audit: {
    /** For how many days it is remembered what operators and moderators did; 0 is for ever. */
    readonly keptDays: number
  }
  readonly irc: IrcSettings
}

/** Some of the settings, as a configuration says them. */
export type SomeSettings = Partial<Omit<Settings, Group>> & { readonly [Name in Group]?: Partial<Settings[Name]> }
type Group = 'accounts' | 'history' | 'audit' | 'irc'

export const defaultSettings: Settings = {
  name: 'hubbub.local',
  network: 'hubbub',
  motd: [],
  operators: [],
  guests: true,
  accounts: { registration: true, beforeConnect: true, emailRequired: false, alwaysOn: true, hash: 'argon2id' },
  history: { enabled: true, keptDays: 0 },
  audit: { keptDays: 0 },
  irc: {
    autoJoin: true,
    corrections: true,
    replayLinesMax: 1_000,
    multilineBytesMax: 16_384,
    multilineLinesMax: 100,
  },
}

/** What was decided, and the usual for the rest. */
export function settingsOf(some: SomeSettings = {}): Settings {
  const { accounts, history, audit, irc } = defaultSettings
  return {
    ...defaultSettings,
    ...some,
    accounts: { ...accounts, ...some.accounts },
    history: { ...history, ...some.history },
    audit: { ...audit, ...some.audit },
    irc: { ...irc, ...some.irc },
  }
}
