// Takes telnet's option bytes out of a stream and refuses every option; line ends become newlines. Knows no chat.

const [NUL, LF, CR] = [0x00, 0x0a, 0x0d]
const [SE, SB, WILL, WONT, DO, DONT, IAC] = [0xf0, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff]

/**
 * Where in the stream one is: in text, after a carriage return, after IAC, after a verb that wants an option, or inside a
 * subnegotiation and after an IAC there.
 */
type State = 'text' | 'return' | 'command' | 'will' | 'do' | 'settled' | 'options' | 'options-command'

/** RFC 854 commands that take a further byte; all others are two bytes long and mean nothing here. */
const afterCommand: ReadonlyMap<number, State> = new Map([
  [WILL, 'will'],
  [DO, 'do'],
  [WONT, 'settled'],
  [DONT, 'settled'],
  [SB, 'options'],
])

interface Out {
  readonly text: number[]
  readonly answer: number[]
}

/** What a byte does in each state; the next state comes back. */
const steps: { readonly [In in State]: (byte: number, out: Out) => State } = {
  'text'(byte, { text }) {
    if (byte === IAC) return 'command'
    if (byte === CR) return 'return'
    if (byte !== NUL) text.push(byte)
    return 'text'
  },
  // RFC 854: a carriage return is followed by LF, or by NUL when it stands alone; terminals send either for Enter.
  'return'(byte, out) {
    if (byte !== LF && byte !== NUL) return steps.text(byte, out)
    out.text.push(LF)
    return 'text'
  },
  'command'(byte, { text }) {
    if (byte === IAC) text.push(IAC)
    return afterCommand.get(byte) ?? 'text'
  },
  'will'(option, { answer }) {
    answer.push(IAC, DONT, option)
    return 'text'
  },
  'do'(option, { answer }) {
    answer.push(IAC, WONT, option)
    return 'text'
  },
  'settled': () => 'text',
  'options': (byte) => (byte === IAC ? 'options-command' : 'options'),
  'options-command': (byte) => (byte === SE ? 'text' : 'options'),
}

const none = Buffer.alloc(0)

/** Splits what came into text and what must be answered; works on plain text just as well. */
export class Telnet {
  #state: State = 'text'

  /**
   * `answer` refuses whatever is offered or asked. Silence would not do: telnet shows nothing after an interrupt until its
   * timing mark is answered.
   */
  read(bytes: Buffer): { readonly text: Buffer; readonly answer: Buffer } {
    if (this.#isText(bytes)) return { text: bytes, answer: none }
    const out: Out = { text: [], answer: [] }
    for (const byte of bytes) this.#state = steps[this.#state](byte, out)
    return { text: Buffer.from(out.text), answer: Buffer.from(out.answer) }
  }

  /** Nearly everything that is ever said; it needs no copy. */
  #isText(bytes: Buffer): boolean {
    return this.#state === 'text' && !bytes.includes(IAC) && !bytes.includes(CR) && !bytes.includes(NUL)
  }
}
