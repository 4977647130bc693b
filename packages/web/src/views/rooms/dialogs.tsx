// The dialogs about rooms, each loaded when it is opened first.

import { type ComponentType, lazy, Suspense } from 'react'

export const Invite = later(async () => (await import('./dialogs/invite.tsx')).Invite)
export const RoomSettingsDialog = later(async () => (await import('./dialogs/room-settings.tsx')).RoomSettingsDialog)
export const BrowseRooms = later(async () => (await import('./dialogs/browse.tsx')).BrowseRooms)
export const CreateRoom = later(async () => (await import('./dialogs/create.tsx')).CreateRoom)
export const EditTopic = later(async () => (await import('./dialogs/edit-topic.tsx')).EditTopic)

function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() }))
  return function Later(props: Props) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    )
  }
}
