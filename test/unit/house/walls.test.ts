import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

/** A file of the house, what it imports or says, and a part of what the linter must say; without one the line is legal. */
type Case = [file: string, line: string, message?: string]

const cases: Case[] = [
  ['functions/runs/a.ts', `import '../../local/kit/documents.ts'`, 'does not reach into tests'],
  ['functions/runs/b.ts', `import { makeRequests } from '../../shared/store/requests.ts'`, 'only the composition root'],
  ['functions/runs/c.ts', `import type { Requests } from '../../shared/store/requests.ts'`],
  ['functions/front/a.ts', `import * as df from 'durable-functions'`, 'only orchestrations/durable.ts and functions'],
  ['functions/front/b.ts', `import { health } from './health.ts'`, 'a door does not import another door'],
  [
    'functions/front/c.ts',
    `import type { Rooms } from '../../shared/microsoft365/rooms.ts'`,
    'the front holds no workflow',
  ],
  [
    'functions/front/d.ts',
    `import type { Passwords } from '../../shared/vault/passwords.ts'`,
    'the front holds no workflow',
  ],
  ['functions/front/e.ts', `import { call } from '../../orchestrations/durable.ts'`, 'the front holds no workflow'],
  ['functions/front/f.ts', `import { ticketSystems } from '../../shared/tickets/systems.ts'`],
  ['functions/front/g.ts', `import { outside } from '../../test/kit/rooms.ts'`, 'does not reach into tests'],
  ['functions/back/a.ts', `import { sweeper } from './sweeper.ts'`, 'a door does not import another door'],
  ['functions/back/b.ts', `import { webhooks } from '../front/webhooks.ts'`, 'a door does not import another door'],
  [
    'functions/back/c.ts',
    `import { makeRooms } from '../../shared/microsoft365/rooms.ts'`,
    'only the composition root',
  ],
  ['functions/back/d.ts', `import { provisionRoom } from '../../orchestrations/provisionRoom.ts'`],
  ['functions/back/e.ts', `export const env = process.env`, 'process.env'],
  ['infra/a.ts', `import { startTenant } from '../local/tenant/startTenant.ts'`, 'does not reach into tests'],
  ['infra/b.ts', `import { sweeper } from '../functions/back/sweeper.ts'`, 'no workflow and no door'],
  ['infra/c.ts', `export const env = process.env`, 'process.env'],
  ['infra/d.ts', `import { makeGraph } from '../shared/microsoft365/graph.ts'`],
  ['functions/a.main.ts', `import { startBus } from '../local/bus/startBus.ts'`, 'does not reach into tests'],
  ['functions/b.main.ts', `export const env = process.env`],
  ['orchestrations/a.ts', `import * as df from 'durable-functions'`, 'a workflow knows the engine, activities'],
  ['orchestrations/b.ts', `import { randomUUID } from 'node:crypto'`, 'a workflow knows the engine, activities'],
  [
    'orchestrations/c.ts',
    `import { makeRooms } from '../shared/microsoft365/rooms.ts'`,
    'a workflow knows the engine, activities',
  ],
  [
    'orchestrations/d.ts',
    `import { decidePlan } from '../shared/room/plan.ts'`,
    'a workflow knows the engine, activities',
  ],
  [
    'orchestrations/j.ts',
    `import type { Rooms } from '../shared/microsoft365/rooms.ts'`,
    'a workflow touches nothing of the world',
  ],
  ['orchestrations/e.ts', `import type { Plan } from '../shared/room/plan.ts'`],
  ['orchestrations/f.ts', `export const now = () => new Date()`, 'Date'],
  ['orchestrations/g.ts', `export const dice = () => Math.random()`, 'random'],
  ['orchestrations/h.ts', `export const get = () => fetch('https://x')`, 'fetch'],
  ['orchestrations/i.ts', `export const wait = () => setTimeout(() => undefined, 1)`, 'setTimeout'],
  [
    'orchestrations/durable.ts',
    `import { steps } from '../shared/room/steps.ts'`,
    'durable.ts knows the engine library',
  ],
  [
    'orchestrations/activities/a.ts',
    `import { makeExchange } from '../../shared/microsoft365/exchange.ts'`,
    'only the composition root',
  ],
  ['orchestrations/activities/b.ts', `import type { World } from '../../shared/world.ts'`],
  ['orchestrations/activities/c.ts', `import { awaitRoom } from './awaitRoom.ts'`, 'activities do not know each other'],
  ['orchestrations/activities/d.ts', `import { call } from '../durable.ts'`, 'activities do not know each other'],
  ['orchestrations/activities/e.ts', `import { activity } from '../activity.ts'`],
  [
    'orchestrations/activities/f.ts',
    `import * as df from 'durable-functions'`,
    'only orchestrations/durable.ts and functions',
  ],
  ['orchestrations/activities/g.ts', `export const now = () => Date.now()`, 'now'],
  ['shared/a.ts', `import * as df from 'durable-functions'`, 'only orchestrations/durable.ts and functions'],
  ['shared/b.ts', `import { perform } from '../functions/runs/perform.ts'`, 'data flows one way'],
  ['shared/c.ts', `import { makeVault } from './vault/passwords.ts'`, 'only the composition root'],
  ['shared/room/a.ts', `import { randomUUID } from 'node:crypto'`, 'the domain is pure'],
  ['shared/room/b.ts', `import { done } from '../outcome.ts'`, 'the domain is pure'],
  ['shared/room/c.ts', `import type { Rooms } from '../microsoft365/rooms.ts'`, 'the domain is pure'],
  ['shared/room/settings/b.ts', `import { readRetryAfter } from '../../http/retryAfter.ts'`, 'the domain is pure'],
  ['shared/room/settings/c.ts', `import { done } from '../../outcome.ts'`, 'the domain is pure'],
  ['shared/room/d.ts', `import { z } from 'zod'`],
  ['shared/room/settings/a.ts', `import type { Room } from '../request.ts'`],
  ['shared/room/e.ts', `export const now = () => Date.now()`, 'now'],
  ['shared/room/f.ts', `export const id = () => crypto.randomUUID()`, 'crypto'],
  ['shared/microsoft365/a.ts', `import { generic } from '../tickets/generic.ts'`, 'clients do not know each other'],
  ['shared/microsoft365/b.ts', `import type { Effect } from './effect.ts'`],
  ['shared/tickets/a.ts', `import { openTable } from '../store/tables.ts'`, 'clients do not know each other'],
  ['shared/store/a.ts', `import { makePasswords } from '../vault/passwords.ts'`, 'clients do not know each other'],
  ['shared/vault/a.ts', `import { makeRooms } from '../microsoft365/rooms.ts'`, 'clients do not know each other'],
  ['shared/vault/b.ts', `import { activity } from '../../orchestrations/activity.ts'`, 'data flows one way'],
  ['shared/http/a.ts', `import { openTable } from '../store/tables.ts'`, 'http stands below the clients'],
  ['shared/http/b.ts', `import type { Clock } from '../clock.ts'`],
  ['web/src/a.ts', `import { readFrontConfig } from '../../shared/config.ts'`, 'pages know the domain only'],
  ['web/src/b.ts', `import type { RequestView } from '../../shared/room/view.ts'`],
  ['web/src/A.tsx', `import { readFrontConfig } from '../../shared/config.ts'`, 'pages know the domain only'],
  ['web/src/B.tsx', `import { AddRegular } from '@fluentui/react-icons'`, 'name the one'],
  ['web/src/C.tsx', `import { AddRegular } from '@fluentui/react-icons/svg/add'`],
  ['local/a/a.ts', `import { roomSchema } from '../../shared/room/request.ts'`, 'a double that shares code'],
  ['local/a/b.ts', `import type { Room } from '../../shared/room/request.ts'`, 'a double that shares code'],
  ['bench/a.ts', `import { lookAfter } from '../functions/runs/lookAfter.ts'`, 'a double that shares code'],
  [
    'test/unit/a.ts',
    `import { startBus } from '../../local/bus/startBus.ts'`,
    'fast tests do not know the local stack',
  ],
  [
    'test/workflow/a.ts',
    `import { startBus } from '../../local/bus/startBus.ts'`,
    'fast tests do not know the local stack',
  ],
  ['test/contract/a.ts', `import { perform } from '../../functions/runs/perform.ts'`, 'a contract test meets a client'],
  ['test/system/a.ts', `import { roomSchema } from '../../shared/room/request.ts'`, 'these look from outside'],
  [
    'test/chaos/a.ts',
    `import { provisionRoom } from '../../orchestrations/provisionRoom.ts'`,
    'these look from outside',
  ],
  ['test/browser/a.ts', `import { perform } from '../../functions/runs/perform.ts'`, 'these look from outside'],
]

const house = mkdtempSync(join(tmpdir(), 'walls-'))
afterAll(() => rmSync(house, { recursive: true }))

interface Finding {
  code: string
  message: string
  help?: string
  filename: string
}

/** What the linter says with the real configuration about a house that has nothing but these files. */
async function lint(): Promise<Finding[]> {
  for (const file of ['oxlint.config.ts', 'tsconfig.json']) cpSync(file, join(house, file))
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'))
  for (const [file, line] of cases) {
    mkdirSync(join(house, dirname(file)), { recursive: true })
    writeFileSync(join(house, file), `${line}\n`)
  }
  const binary = resolve('node_modules/.bin/oxlint')
  const output = await new Promise<string>((done) => {
    // It ends with 1 where it finds something, and it always does here.
    execFile(binary, ['--format', 'json', '.'], { cwd: house, maxBuffer: 10_000_000 }, (_, text) => done(text))
  })
  return (JSON.parse(output) as { diagnostics: Finding[] }).diagnostics
}

const findings = await lint()
const rules = /no-restricted-(?:imports|globals|properties)|no-process-env/
const saidAbout = (file: string): string[] =>
  findings
    .filter(({ filename, code }) => filename === file && rules.test(code))
    .map(({ message, help }) => `${message} ${help}`)

describe('a wall', () => {
  it.each(cases.filter(([, , message]) => message))('stands in %s against %s', (file, _, message) => {
    expect(saidAbout(file)).toContainEqual(expect.stringContaining(message ?? ''))
  })

  it.each(cases.filter(([, , message]) => !message))('lets %s have %s', (file) => {
    expect(saidAbout(file)).toEqual([])
  })
})
