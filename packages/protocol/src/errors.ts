// The one table of errors: a code, its sentence for people, and whether the same request may be retried as it is.

export const errors = {
  'bad-input': { says: 'That request is not valid.', retry: false },
  'unknown-command': { says: 'There is no such command.', retry: false },
  'not-identified': { says: 'Say who you are first.', retry: false },
  'already-identified': { says: 'You have already said who you are.', retry: false },
  'name-taken': { says: 'Somebody here already has that name.', retry: false },
  'name-confusing': { says: 'That name looks too much like another script or another name.', retry: false },
  'name-reserved': { says: 'That name belongs to an account; sign in to use it.', retry: false },
  'name-invalid': { says: 'That cannot be a name.', retry: false },
  'no-such-person': { says: 'There is nobody here by that name.', retry: false },
  'no-such-room': { says: 'There is no such room.', retry: false },
  'no-such-message': { says: 'There is no such message.', retry: false },
  'no-such-account': { says: 'There is no such account.', retry: false },
  'no-such-file': { says: 'There is no such file.', retry: false },
  'room-exists': { says: 'There is already a room with that name.', retry: false },
  'not-invited': { says: 'That room is for invited people only.', retry: false },
  'already-joined': { says: 'They are in that room already.', retry: false },
  'banned': { says: 'You are banned there.', retry: false },
  'wrong-key': { says: 'That room has a key, and this is not it.', retry: false },
  'room-full': { says: 'That room is full.', retry: false },
  'account-required': { says: 'That is for people who have signed in.', retry: false },
  'cannot-speak': { says: 'You may read here, but not speak.', retry: false },
  'accounts-only': { says: 'They hear people who have signed in, and nobody else.', retry: false },
  'not-joined': { says: 'You are not in that room.', retry: false },
  'not-allowed': { says: 'You may not do that.', retry: false },
  'not-moderator': { says: 'You are not a moderator of that room.', retry: false },
  'not-operator': { says: 'You are not an operator of this server.', retry: false },
  'wrong-password': { says: 'That is not the name and password of an account.', retry: false },
  'weak-password': { says: 'That password cannot be used; take a longer one.', retry: false },
  'already-signed-in': { says: 'You have signed in already.', retry: false },
  'not-signed-in': { says: 'You have not signed in.', retry: false },
  'registration-closed': { says: 'Accounts are made by the operators of this server.', retry: false },
  'account-exists': { says: 'There is already an account with that name.', retry: false },
  'too-many-attempts': { says: 'Too many attempts; wait a while.', retry: true },
  'too-long': { says: 'That is too long.', retry: false },
  'too-many': { says: 'You have reached a limit.', retry: false },
  'file-too-large': { says: 'That file is too large.', retry: false },
  'picture-too-large': { says: 'That picture has too many pixels.', retry: false },
  'storage-full': { says: 'There is no room for more files.', retry: false },
  'link-expired': { says: 'That link is not valid any more.', retry: false },
  'wrong-epoch': { says: 'The server has started a new history since; ask for everything again.', retry: false },
  'resume-unknown': { says: 'The server does not know that session; say who you are again.', retry: false },
  'busy': { says: 'Too much at once; slow down and try again.', retry: true },
  'unavailable': { says: 'The server could not store that; nobody has seen it. Try again.', retry: true },
  'closing': { says: 'The server is stopping.', retry: true },
  'internal': { says: 'Something went wrong on the server.', retry: true },
} as const satisfies Record<string, { readonly says: string; readonly retry: boolean }>

export type ErrorCode = keyof typeof errors

/** A refusal that travels to whoever asked. `detail` adds to the table's sentence what only the place of refusal knows. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly subject: string | undefined

  /** `subject` is the name or value the refusal is about, for wires that must repeat it. */
  constructor(code: ErrorCode, subject?: string) {
    super(errors[code].says)
    this.name = 'Refusal'
    this.code = code
    this.subject = subject
  }

  get retry(): boolean {
    return errors[this.code].retry
  }
}

/** The refusal that `cause` is, or `internal` for anything that was not foreseen. */
export function refusalOf(cause: unknown): Refusal {
  return cause instanceof Refusal ? cause : new Refusal('internal')
}
