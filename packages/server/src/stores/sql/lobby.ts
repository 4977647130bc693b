// The one room that is there from the start.

export const LOBBY = 1
