// What goes wrong in a way that people can do something about: one line tells it, and it needs no trace.

export class Complaint extends Error {
  override readonly name = 'Complaint'
}
