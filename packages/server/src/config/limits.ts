// Which limits an operator may set: all but those that the protocol states, and those that parts have built in.

import { limits, type Limits } from '@hubbub/protocol'
import * as z from 'zod/mini'

import type { FileLimits } from './files.ts'

type Name = keyof Limits

/** Stated by the declarations of the protocol, or the clients' own: the same on every server. */
const stated: ReadonlySet<Name> = new Set([
  'room_topic_chars_max',
  'message_body_bytes_max',
  'message_wraps_max',
  'person_about_chars_max',
  'reason_chars_max',
  'user_name_chars_max',
  'password_chars_max',
  'mask_chars_max',
  'tag_key_chars_max',
  'tags_bytes_max',
  'reaction_chars_max',
  'room_key_chars_max',
  'room_members_max',
  'device_name_chars_max',
  'client_id_chars_max',
  'invite_people_max',
  'history_page_entries_max',
  'history_targets_max',
  'search_entries_max',
  'search_text_chars_max',
  'backlog_entries_max',
  'resume_rooms_max',
  'ban_minutes_max',
  'metadata_key_chars_max',
  'metadata_value_bytes_max',
  'metadata_keys_per_subject_max',
  'audit_entries_max',
  'file_name_bytes_max',
  'file_type_chars_max',
  'picture_hash_chars_max',
  'picture_hash_pixels_max',
  'picture_small_pixels_max',
  'picture_medium_pixels_max',
  'picture_large_pixels_max',
  'messages_page_entries_max',
  'connect_timeout_ms',
  'request_timeout_ms',
  'reconnect_first_ms',
  'reconnect_most_ms',
  'reconnect_steady_ms',
  'client_entries_kept_max',
  'client_sends_waiting_max',
  'upload_attempts_max',
  'download_attempts_max',
  'client_leave_ms',
  'chat_history_entries',
  'autosave_bytes_max',
  'autosave_total_bytes_max',
  'autosave_files_waiting_max',
])

/** Built into parts that no configuration reaches. */
const builtIn: ReadonlySet<Name> = new Set([
  'bus_announcements_waiting_max',
  'disk_check_bytes',
  'file_chunk_bytes_max',
  'file_sniff_bytes_max',
  'frames_per_text_max',
  'irc_client_tags_bytes_max',
  'irc_line_bytes_max',
  'irc_long_rest_bytes_max',
  'irc_rest_bytes_max',
  'irc_sasl_bytes_max',
  'message_mentions_max',
  'motd_bytes_max',
  'outlets_per_wire_max',
  'scram_iterations',
])

/** Written in `[files]`, under names and in units of their own. */
const ofFiles: ReadonlySet<Name> = new Set([
  'files_bytes_per_person_max',
  'files_bytes_max',
  'disk_free_bytes_min',
  'file_link_ms',
] satisfies (keyof FileLimits)[])

/** A server may be stricter about these, never more generous. */
const loweredOnly: ReadonlySet<Name> = new Set([
  'person_name_chars_max',
  'room_name_chars_max',
  // What lines of IRC have room for.
  'irc_metadata_value_bytes_max',
  'irc_mode_params_max',
])

const LimitValue = z.int('a limit is a whole number').check(z.nonnegative('a limit is not below zero'))

function valueOf(name: Name) {
  const between = `this is between 1 and ${limits[name]}`
  if (stated.has(name) || builtIn.has(name))
    return LimitValue.check(z.refine(() => false, 'this limit is the same on every server'))
  if (ofFiles.has(name)) return LimitValue.check(z.refine(() => false, 'this is one of the settings in [files]'))
  return loweredOnly.has(name) ? LimitValue.check(z.minimum(1, between), z.maximum(limits[name], between)) : LimitValue
}

const fields = (Object.keys(limits) as Name[]).map((name) => [name, z.optional(valueOf(name))] as const)

/** Limits as a configuration says them. */
export const SomeLimits = z.strictObject(Object.fromEntries(fields))
