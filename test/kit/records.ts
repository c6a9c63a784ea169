import type { Command } from '../../shared/room/command.ts'
import { startRun } from '../../shared/room/attempts.ts'
import { takeIn } from '../../shared/room/intake.ts'
import type { Answer, Claim, End, RequestRecord, RunState } from '../../shared/room/record.ts'
import { aRequester, aRoom } from './rooms.ts'

type RequestCommand = Extract<Command, { kind: 'request' }>
type WithdrawCommand = Extract<Command, { kind: 'withdraw' }>

export const requestId = '0123456789abcdef0123'
/** When stories begin. */
export const start = '2026-11-23T08:00:00.000Z'
/** The beginning, and some seconds. */
export const after = (seconds: number): string => new Date(Date.parse(start) + seconds * 1_000).toISOString()

const origin = { requestId, at: start, source: 'generic', ticket: 'T-1', item: 1 }

export const aCommand = (changes: Partial<RequestCommand> = {}): RequestCommand => ({
  kind: 'request',
  ...origin,
  revision: 1,
  requester: aRequester(),
  room: aRoom(),
  ...changes,
})

export const aWithdrawal = (changes: Partial<WithdrawCommand> = {}): WithdrawCommand => ({
  kind: 'withdraw',
  ...origin,
  revision: 2,
  ...changes,
})

/** Taken in and not started yet. */
export const aRecord = (changes: Partial<RequestRecord> = {}): RequestRecord => ({
  ...takeIn(undefined, aCommand()),
  ...changes,
})

export const aRunningRecord = (changes: Partial<RequestRecord> = {}): RequestRecord => ({
  ...startRun(aRecord(), start, after(300)),
  ...changes,
})

export const parked = (changes: Partial<Extract<RunState, { kind: 'parked' }>> = {}): RunState => ({
  kind: 'parked',
  since: start,
  why: 'licence-free',
  notBefore: after(600),
  planned: aRoom(),
  ...changes,
})

/** It waits for somebody who agrees to make a room of what stands at its address. */
export const anUndecidedRecord = (changes: Partial<RequestRecord> = {}): RequestRecord =>
  aRecord({
    run: parked({ why: 'decision' }),
    attempts: 1,
    approval: {
      plan: 'a'.repeat(16),
      askedAt: start,
      remindedAt: start,
      reasons: ['convert'],
      lines: ['Turn it into a room'],
    },
    ...changes,
  })

export const ended = (end: End, changes: Partial<Extract<RunState, { kind: 'ended' }>> = {}): RunState => ({
  kind: 'ended',
  at: start,
  end,
  ...changes,
})

export const aClaim = (kind: Claim['kind'], name: string, changes: Partial<Claim> = {}): Claim => ({
  kind,
  name,
  attempt: 1,
  isDone: true,
  ...changes,
})

export const anAnswer = (kind: Answer['kind'], facts: Answer['facts'] = {}): Answer => ({
  key: kind,
  kind,
  at: start,
  facts,
})
