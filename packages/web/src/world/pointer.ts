// What somebody points with.

/** Whether the first thing to point with is a finger: then a keyboard covers the screen wherever a field has the focus. */
export function touches(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches
}
