// Which entries can still be read: of the newest one of a room, once it is forgotten, nothing but its place is left.

/** Nobody is the author of what only keeps a place, so that the numbers and times of its room go on from there. */
export const isKept = 'person_id > 0'

/** Up to which entry everything in a room is forgotten, as an SQL expression. */
export const forgottenUpTo = (room: string): string => `
  coalesce(
    (SELECT CASE WHEN ${isKept} THEN seq - 1 ELSE seq END FROM entry WHERE room_id = ${room} ORDER BY seq LIMIT 1),
    0
  )`
