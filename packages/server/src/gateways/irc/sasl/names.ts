// The mechanisms of SASL that are offered, in the order in which they are told.

export const mechanismNames = ['PLAIN', 'SCRAM-SHA-256', 'EXTERNAL'] as const

export type MechanismName = (typeof mechanismNames)[number]

/** A certificate of the client's own only comes over TLS. */
export function offeredMechanisms({ secure }: { readonly secure: boolean }): readonly MechanismName[] {
  return mechanismNames.filter((name) => name !== 'EXTERNAL' || secure)
}
