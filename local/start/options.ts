import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { faultSchema, type Fault } from '../tenant/faults.ts'
import { readJson } from './readJson.ts'
import { mistake, StartError } from './startError.ts'

export interface Options {
  home: string
  /** Forget what earlier starts left. */
  isFresh: boolean
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
  /** Rooms that were changed are booked for a test, from the canary mailbox of the tenant. */
  isProbing: boolean
  /** What the tenant lets go wrong from the start. */
  faults: Fault[]
  /** App settings of the back, laid over those that a start makes. */
  settings: Record<string, string>
}

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
  --probe                    book rooms for a test from a canary mailbox
  --faults FILE              faults that it plays from the start, as JSON (docs/running.md)
  --settings FILE            settings of the back (docs/settings.md), as JSON of names and texts`

const compressed = 40

/** Undefined when only the flags were asked for. */
export function readOptions(args: string[]): Options | undefined {
  const values = parse(args)
  if (values.help) return undefined
  return {
    home: resolve(values.home),
    isFresh: values.fresh,
    port: toNumber('port', values.port, 1, 65_000),
    exits: values.exit,
    samples: toSamples(values.samples),
    speed: values['real-time'] ? 1 : toNumber('speed', values.speed, 1, 100_000),
    rooms: toNumber('rooms', values.rooms, 0, 10_000),
    seed: toNumber('seed', values.seed, 0, 2 ** 31),
    isProbing: values.probe,
    faults: values.faults === undefined ? [] : readFaults(values.faults),
    settings: values.settings === undefined ? {} : readSettings(values.settings),
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
        probe: flag,
        home: text('.roomwright'),
        port: text('7071'),
        samples: text('three'),
        'real-time': flag,
        speed: text(String(compressed)),
        rooms: text('0'),
        seed: text('1'),
        faults: { type: 'string' },
        settings: { type: 'string' },
      },
    }).values
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw mistake(`${text.split('. ')[0]}.`)
  }
}

function toSamples(text: string): Options['samples'] {
  if (text === 'three' || text === 'all' || text === 'none') return text
  throw mistake('--samples must be three, all or none.')
}

function toNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < least || number > most)
    throw mistake(`--${name} must be a whole number from ${least} to ${most}.`)
  return number
}

function readFaults(file: string): Fault[] {
  const { data, error } = z.array(faultSchema).safeParse(readJson(file))
  if (data) return data
  const [first] = error.issues
  throw new StartError(
    `${file}: is no list of faults (${first?.path.join('.')}: ${first?.message}); docs/running.md describes it`,
  )
}

function readSettings(file: string): Options['settings'] {
  const { data } = z.record(z.string().startsWith('ROOMWRIGHT_'), z.string()).safeParse(readJson(file))
  if (data) return data
  throw new StartError(`${file}: is no object of settings such as {"ROOMWRIGHT_DOMAIN": "contoso.onmicrosoft.com"}`)
}
