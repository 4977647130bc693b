// The one table of limits: every queue, buffer, name, body and file has its end here, with its unit in its name.

export const limits = {
  // Names and texts that people type. `chars` are Unicode code points.
  person_name_chars_max: 32,
  room_name_chars_max: 64,
  room_topic_chars_max: 390,
  message_body_bytes_max: 16_384,
  client_id_chars_max: 64,
  invite_people_max: 64,

  // History and resume.
  history_page_entries_max: 200,
  backlog_entries_max: 500,
  resume_rooms_max: 1_000,
  resume_page_entries_max: 100,

  // Rooms and presence.
  rooms_joined_per_person_max: 500,
  room_list_entries_max: 1_000,
  room_events_held_max: 10_000,
  resume_grace_ms: 60_000,
  guest_kept_days: 30,

  // One session.
  session_commands_waiting_max: 256,
  session_sends_in_flight_max: 64,

  // One connection.
  detect_bytes_max: 8_192,
  detect_quiet_ms: 300,
  hint_silence_ms: 1_000,
  line_bytes_max: 16_384,
  frame_bytes_max: 262_144,
  connection_send_bytes_max: 4_194_304,
  connection_close_ms: 2_000,
  keepalive_after_ms: 60_000,
  connections_max: 100_000,
  connections_per_address_max: 20_000,
  ping_every_ms: 30_000,
  flood_burst_messages: 200,
  flood_messages_per_second: 20,
  flood_empty_frames_max: 64,
  frames_per_text_max: 1_024,
  paced_write_gap_ms: 5,

  // HTTP: `idle` is a connection on which nothing moves either way.
  http_header_bytes_max: 16_384,
  http_headers_ms: 20_000,
  http_request_ms: 3_600_000,
  http_idle_ms: 60_000,
  http_keep_alive_ms: 10_000,

  // Files.
  file_bytes_max: 104_857_600,
  file_name_bytes_max: 180,
  file_type_chars_max: 127,
  file_chunk_bytes_max: 65_536,
  file_sniff_bytes_max: 4_100,
  length_prefixed_body_bytes_max: 33_554_432,
  length_prefixed_bodies_bytes_max: 134_217_728,
  length_prefixed_recent_max: 1_024,

  // Our own clients.
  connect_timeout_ms: 10_000,
  request_timeout_ms: 30_000,
  reconnect_first_ms: 500,
  reconnect_most_ms: 30_000,
  reconnect_steady_ms: 5_000,
  client_entries_kept_max: 2_000,
  client_sends_waiting_max: 1_000,
  upload_attempts_max: 5,
  client_leave_ms: 1_000,
  chat_history_entries: 20,
  autosave_bytes_max: 33_554_432,
  autosave_total_bytes_max: 1_073_741_824,
  autosave_files_waiting_max: 1_000,
  image_pixels_max: 67_108_864,

  // The bus.
  bus_announcements_waiting_max: 65_536,

  // The store.
  commit_writes_max: 2_048,
  store_writes_waiting_max: 65_536,
  store_reads_waiting_max: 65_536,
  store_waiting_chars_max: 67_108_864,
  store_busy_ms: 2_000,
  store_close_ms: 1_000,
  store_restart_ms_min: 20,
  store_restart_ms_max: 5_000,
  store_heads_max: 65_536,
  read_batch_reads_max: 16,
  checkpoint_pages: 4_000,
  shutdown_ms: 1_500,
} as const

export type Limits = { readonly [Name in keyof typeof limits]: number }
