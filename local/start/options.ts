import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  home: string
  /** First of the ports: the front's. The other parts take the next ones. */
  port: number
  /** End when the tickets have ended. */
  exits: boolean
  /** Which sample tickets are sent. */
  samples: 'three' | 'all' | 'none'
  /** Waiting and latency are divided by it. */
  speed: number
  rooms: number
  seed: number
  /** JSON file of faults that the tenant plays from the start. */
  faults: string | undefined
}

/** A mistake of the person who starts; shown without a stack. */
export class StartError extends Error {}

/** All flags, for people. */
export const usage = `npm start -- [flags]

  --samples three|all|none   sample tickets to open (three)
  --exit                     end when the tickets have ended; code 0 if each ended as expected
  --fresh                    forget what earlier starts left
  --home DIR                 folder for state and logs (.roomwright)
  --port N                   first of eight ports (7071)
  --speed N, --real-time     divide the waiting for Microsoft 365 by N (40), or not at all
  --rooms N                  rooms of the rehearsal tenant besides those of the samples (0)
  --seed N                   seed of its delays (1)
  --faults FILE              faults that it plays from the start, as JSON`

const compressed = 40

/** Undefined when only the flags were asked for. */
export function readOptions(args: string[]): Options | undefined {
  const values = parse(args)
  if (values.help) return undefined
  const home = resolve(values.home)
  if (values.fresh) forget(home)
  makeHome(home)
  return {
    home,
    port: toNumber('port', values.port, 1, 65_000),
    exits: values.exit,
    samples: toSamples(values.samples),
    speed: values['real-time'] ? 1 : toNumber('speed', values.speed, 1, 1_000),
    rooms: toNumber('rooms', values.rooms, 0, 10_000),
    seed: toNumber('seed', values.seed, 0, 2 ** 31),
    faults: values.faults,
  }
}

function parse(args: string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({
      args,
      options: {
        help: { ...flag, short: 'h' },
        fresh: flag,
        exit: flag,
        home: text('.roomwright'),
        port: text('7071'),
        samples: text('three'),
        'real-time': flag,
        speed: text(String(compressed)),
        rooms: text('0'),
        seed: text('1'),
        faults: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function toSamples(text: string): Options['samples'] {
  if (text === 'three' || text === 'all' || text === 'none') return text
  throw new StartError(`--samples must be three, all or none.\n\n${usage}`)
}

function toNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new StartError(`--${name} must be a whole number from ${least} to ${most}.\n\n${usage}`)
  return number
}

/** Only what a start has made is removed, so that a wrong --home costs nothing. */
function forget(home: string): void {
  for (const name of [
    'bus',
    'tables',
    'tenant',
    'vault',
    'desk',
    'issuer',
    'engine',
    'logs',
    'secrets.json',
    'stack.json',
  ])
    rmSync(join(home, name), { recursive: true, force: true })
}

function makeHome(home: string): void {
  try {
    mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 })
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    throw new StartError(`The folder ${home} cannot be written (${code}). Choose another one with --home DIR.`)
  }
}
