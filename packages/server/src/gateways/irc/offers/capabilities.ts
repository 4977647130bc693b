// Every capability that a client may ask for (IRCv3 capability negotiation): one row each, from which CAP and the docs follow.

import type { Limits } from '@hubbub/protocol'

import type { Settings } from '../../../settings.ts'
import { offeredMechanisms } from '../sasl/names.ts'

/** Of one connection, when it asks. */
export interface CapabilityContext {
  readonly settings: Settings
  readonly limits: Limits
  readonly secure: boolean
}

export interface Capability {
  /** One sentence for `docs/irc.md`. */
  readonly says: string
  /** The value after `=` for clients that speak version 302; null: it is not offered to this connection now. */
  readonly value?: (context: CapabilityContext) => string | null
  /** Tags that only clients with this capability are told; `+` stands for all client-only tags. */
  readonly tags?: readonly string[]
}

export const capabilities = {
  'account-notify': { says: 'ACCOUNT when somebody signs in or out' },
  'account-tag': { says: 'the account of who says something, as a tag', tags: ['account'] },
  'away-notify': { says: 'AWAY when somebody goes away or comes back' },
  'batch': { says: 'lines that belong together', tags: ['batch'] },
  'cap-notify': { says: 'CAP NEW and CAP DEL' },
  'chghost': { says: 'CHGHOST when the host or user name of somebody changes' },
  'draft/account-registration': {
    says: 'REGISTER and VERIFY',
    value: ({ settings: { accounts } }) =>
      accounts.registration
        ? [
            'custom-account-name',
            ...(accounts.beforeConnect ? ['before-connect'] : []),
            ...(accounts.emailRequired ? ['email-required'] : []),
          ].join(',')
        : null,
  },
  'draft/channel-rename': { says: 'RENAME of channels' },
  'draft/chathistory': {
    says: 'CHATHISTORY',
    value: ({ settings: { history } }) => (history.enabled ? '' : null),
  },
  'draft/event-playback': {
    says: 'more than messages in histories',
    value: ({ settings: { history } }) => (history.enabled ? '' : null),
  },
  'draft/extended-isupport': { says: 'ISUPPORT before registration' },
  'draft/extended-monitor': { says: 'extended-monitor under the name that it had first' },
  'draft/message-redaction': { says: 'REDACT' },
  'draft/metadata-2': {
    says: 'METADATA',
    value: ({ limits }) =>
      [
        'before-connect',
        `max-subs=${limits.irc_metadata_subscriptions_max}`,
        `max-keys=${limits.metadata_keys_per_subject_max}`,
        `max-value-bytes=${limits.irc_metadata_value_bytes_max}`,
      ].join(','),
  },
  'draft/multiline': {
    says: 'messages of many lines',
    value: ({ settings: { irc } }) => `max-bytes=${irc.multilineBytesMax},max-lines=${irc.multilineLinesMax}`,
  },
  'draft/no-implicit-names': { says: 'no NAMES after one’s own JOIN' },
  'draft/pre-away': { says: 'AWAY before registration' },
  'draft/read-marker': { says: 'MARKREAD, one for all devices' },
  'echo-message': { says: 'one’s own messages back, once they are stored' },
  'extended-join': { says: 'account and real name in JOIN' },
  'extended-monitor': { says: 'MONITOR tells of away, account, host and real name' },
  'invite-notify': { says: 'INVITE of others' },
  'labeled-response': { says: 'replies carry the label of what they answer', tags: ['label'] },
  'message-tags': { says: 'tags, msgid and TAGMSG', tags: ['msgid', 'bot', 'draft/bot', '+'] },
  'multi-prefix': { says: 'all prefixes of a member' },
  'sasl': {
    says: 'AUTHENTICATE',
    value: (context) => offeredMechanisms(context).join(','),
  },
  'server-time': { says: 'when something was said', tags: ['time'] },
  'setname': { says: 'SETNAME' },
  'soju.im/search': { says: 'SEARCH', value: ({ settings: { history } }) => (history.enabled ? '' : null) },
  'standard-replies': { says: 'FAIL, WARN and NOTE' },
  'sts': {
    says: 'come back over TLS',
    value: ({ settings: { irc }, secure }) => {
      if (irc.sts === undefined) return null
      const { port, durationS, preload } = irc.sts
      return secure ? `duration=${durationS}${preload ? ',preload' : ''}` : `port=${port}`
    },
  },
  'userhost-in-names': { says: 'user and host in NAMES' },
} satisfies Record<string, Capability>

export type CapabilityName = keyof typeof capabilities

export const capabilityNames = Object.keys(capabilities) as CapabilityName[]

export function isCapability(name: string): name is CapabilityName {
  return Object.hasOwn(capabilities, name)
}

const capabilityOfTag = new Map<string, CapabilityName>(
  capabilityNames.flatMap((name) => ((capabilities[name] as Capability).tags ?? []).map((tag) => [tag, name] as const)),
)

/** Whether a client with these capabilities is told a tag. */
export function isTold(tag: string, has: ReadonlySet<CapabilityName>): boolean {
  const needs = capabilityOfTag.get(tag.startsWith('+') ? '+' : tag)
  return needs === undefined ? has.has('message-tags') : has.has(needs)
}
