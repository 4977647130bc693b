// The fields that somebody gave, without those that they left out.

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

export function given<Fields extends object>(fields: Fields): Given<Fields> {
  // What is left has every field that it had, but for the ones that were undefined.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>
}
