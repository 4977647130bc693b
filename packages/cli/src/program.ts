// The subcommands with their options and help. Each is loaded when it is called, so that none waits for what others need.

import { limits } from '@hubbub/protocol'
import { Command } from 'commander'

import { readAddress, showAddress, splitAddress, usualAddress } from './client/address.ts'
import { Complaint } from './complaint.ts'
import { harmless } from './terminal/harmless.ts'

const usual = showAddress(usualAddress)
const usualData = './hubbub-data'

/** Runs what the command line asks for, and sets the exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('hubbub')
    .description('One port, every chat client, one conversation.')
    .showHelpAfterError('(hubbub --help tells more)')
    .helpCommand('help [command]', 'tell about a command')
    .helpOption('-h, --help', 'tell about this command')
    .addHelpText('after', '\nTo begin: hubbub serve, and in another terminal: hubbub chat')
  for (const command of [serve(), chat(), post(), tail(), hashPassword(), user(), key()]) {
    program.addCommand(command.copyInheritedSettings(program))
  }
  await program.parseAsync(argv).catch(complain)
  // A connection that is slow to close must not keep a command that is done.
  setTimeout(() => process.exit(), limits.client_leave_ms).unref()
}

/** What people can do something about is one line; anything else is a fault of ours, and its trace helps to find it. */
function complain(cause: unknown): void {
  const expected = cause instanceof Error && ['Complaint', 'ClientError', 'StartError'].includes(cause.name)
  console.error(expected ? `hubbub: ${harmless(cause.message)}` : cause)
  process.exitCode = 1
}

type ServeText = 'data' | 'config' | 'log' | 'name' | 'network' | 'motd' | 'password' | 'tlsCert' | 'tlsKey'

interface ServeOptions extends Partial<Record<ServeText, string>> {
  readonly listen?: readonly string[]
  readonly guests: boolean
  readonly registration: boolean
}

function serve(): Command {
  return new Command('serve')
    .description('run a server')
    .argument(
      '[host]',
      `address to listen on; 0.0.0.0 is every address of this machine (default: ${usualAddress.host})`,
    )
    .argument('[port]', `port to listen on; 0 is any free one (default: ${usualAddress.port})`)
    .option('--data <folder>', `where everything that lasts is kept (default: ${usualData})`)
    .option(
      '--listen <place>',
      'a further address, as often as you like: PORT, HOST:PORT, PORT=WIRE, PORT=WIRE+tls',
      collect,
    )
    .option('--config <file>', 'a TOML file with the same settings, and more')
    .option('--name <name>', 'the name of the server, such as chat.example.org')
    .option('--network <name>', 'the name of the network, as IRC clients show it')
    .option('--motd <text>', 'the message of the day')
    .option('--password <password>', 'what IRC clients must say with PASS')
    .option('--tls-cert <file>', 'the certificate, in PEM; without one the server makes its own')
    .option('--tls-key <file>', 'the key of the certificate, in PEM, if it is in another file')
    .option('--no-guests', 'let in only who has an account')
    .option('--no-registration', 'let nobody make an account')
    .option('--log <level>', 'debug, info, warn, error or silent (default: info)')
    .addHelpText('after', '\nExample: hubbub serve 0.0.0.0 11111 --listen 6000=frames --listen 6697=irc+tls')
    .action(async (host: string | undefined, port: string | undefined, options: ServeOptions) => {
      const { serve: run } = await import('./serve.ts')
      process.exitCode = await run({ ...options, ...splitAddress(host, port) })
    })
}

function hashPassword(): Command {
  return new Command('hash-password')
    .description('make a hash of a password, for the configuration of a server')
    .addHelpText(
      'after',
      '\nIt asks for the password, or reads it as a line of its input; the hash goes to the output.\nExample: pwgen 20 1 | hubbub hash-password',
    )
    .action(async () => {
      const { hashPassword: run } = await import('./hash-password.ts')
      await run()
    })
}

interface DataFlag {
  readonly data: string
}

function user(): Command {
  const add = new Command('add')
    .description('make an account')
    .argument('<name>', 'its name')
    .option('--operator', 'make it an operator of the server')
    .option('--data <folder>', 'the folder of the server', usualData)
    .addHelpText('after', '\nIt asks for the password, or reads it as a line of its input. The server may be running.')
    .action(async (name: string, { data, operator }: DataFlag & { readonly operator?: true }) => {
      const { addUser } = await import('./user.ts')
      await addUser(name, { data, operator: operator === true })
    })
  const grant = new Command('grant')
    .description('make an account an operator of the server')
    .argument('<name>', 'its name')
    .option('--data <folder>', 'the folder of the server', usualData)
    .addHelpText('after', '\nThe server may be running.')
    .action(async (name: string, { data }: DataFlag) => {
      const { grantUser } = await import('./user.ts')
      await grantUser(name, data)
    })
  return new Command('user').description('look after accounts').addCommand(add).addCommand(grant)
}

function key(): Command {
  const add = new Command('add')
    .description('let a TLS client certificate sign in to an account')
    .argument('<name>', 'the name of the account')
    .argument('<file>', 'the certificate, in PEM')
    .option('--data <folder>', 'the folder of the server', usualData)
    .addHelpText('after', '\nThe server may be running.')
    .action(async (name: string, file: string, { data }: DataFlag) => {
      const { addKey } = await import('./key.ts')
      await addKey(name, file, data)
    })
  return new Command('key').description('look after what signs in without a password').addCommand(add)
}

interface ChatFlags {
  readonly name?: string
  readonly room?: string
  readonly save: string | false
  readonly images: boolean
  readonly plain?: true
}

function chat(): Command {
  return new Command('chat')
    .description('talk, in a terminal or in a pipe')
    .argument('[host]', `where the server is (default: ${usualAddress.host})`)
    .argument('[port]', `its port (default: ${usualAddress.port})`)
    .option('-n, --name <name>', 'your name; without it you are asked, or are a guest')
    .option('-r, --room <room>', 'the room to begin in (default: the lobby)')
    .option('--save <folder>', 'where files/ and images/ are put that others share', '.')
    .option('--no-save', 'save nothing unless /save asks for it')
    .option('--no-images', 'keep images as they come, under files/, not as PNG')
    .option('--plain', 'lines and nothing else: no prompt, no colours (for screen readers)')
    .addHelpText(
      'after',
      '\nExamples: hubbub chat\n          hubbub chat chat.example.org 11111 --name alice\n          tail -f log | hubbub chat --name logbot --room logs\nOnce in, /help tells what can be typed.',
    )
    .action(async (host: string | undefined, port: string | undefined, { plain, ...flags }: ChatFlags) => {
      const { chat: run } = await import('./chat.ts')
      process.exitCode = await run(readAddress(host, port), { ...flags, plain: plain === true })
    })
}

interface ServerFlag {
  readonly server?: string
}

function post(): Command {
  return new Command('post')
    .description('say one thing, from a script')
    .argument('<room>', 'the room to say it in')
    .argument('[text...]', 'what to say; - or nothing reads it from the standard input')
    .option('-s, --server <host:port>', `where the server is (default: ${usual})`)
    .option('-n, --name <name>', 'your name; without it you are a guest')
    .option('-f, --file <path>', 'share this file; the text goes with it')
    .addHelpText(
      'after',
      '\nIt ends with 0 only when the server has stored what was said.\nExample: make test 2>&1 | tail -1 | hubbub post ci --name builder',
    )
    .action(
      async (room: string, words: string[], { server, ...options }: ServerFlag & { name?: string; file?: string }) => {
        const { post: run } = await import('./post.ts')
        await run(readAddress(server), { room, words }, options)
      },
    )
}

interface TailFlags extends ServerFlag {
  readonly name?: string
  readonly json?: true
  readonly lines: number
  readonly follow: boolean
}

function tail(): Command {
  return new Command('tail')
    .description('read along, for people and for programs')
    .argument('<room>', 'the room to read')
    .option('--json', 'one message a line, as a JSON object')
    .option('-n, --lines <number>', 'how many messages from before', readCount, 10)
    .option('--no-follow', 'end after the messages from before')
    .option('-s, --server <host:port>', `where the server is (default: ${usual})`)
    .option('--name <name>', 'your name; without it you are a guest')
    .addHelpText('after', '\nExample: hubbub tail lobby --json | jq -r .body')
    .action(async (room: string, { server, json, ...options }: TailFlags) => {
      const { tail: run } = await import('./tail.ts')
      process.exitCode = await run(readAddress(server), room, { ...options, json: json === true })
    })
}

/** An option that may be given several times. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new Complaint(`${text} is not a number of messages.`)
  return Number(text)
}
