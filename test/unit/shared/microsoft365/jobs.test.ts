import type { TokenCredential } from '@azure/identity'
import { describe, expect, it } from 'vitest'
import { isOver, isWaiting, makeJobs } from '../../../../shared/microsoft365/jobs.ts'
import { failureOf } from '../../../kit/failures.ts'
import { scriptSend, type ScriptedAnswer } from '../../../kit/scriptedSend.ts'

const account = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Automation/automationAccounts/a'
const credential: TokenCredential = {
  getToken: (scope) => Promise.resolve({ token: `for ${String(scope)}`, expiresOnTimestamp: Infinity }),
}
const name = '01234567-89ab-8cde-af01-23456789abcd'
const request = '{"address":"a","cmdlets":[]}'

function scriptJobs(...answers: ScriptedAnswer[]) {
  const { send, sent } = scriptSend(...answers)
  const armUrl = 'https://management.azure.com'
  const calls = () => sent.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/jobs/')[1]}`)
  return {
    jobs: makeJobs({
      armUrl,
      scope: 'https://management.azure.com/.default',
      account,
      group: 'RoomsWorkers',
      credential,
      send,
    }),
    sent,
    calls,
  }
}

const isAt = (status: string): ScriptedAnswer => ({ body: { properties: { status, exception: null } } })
const absent: ScriptedAnswer = { status: 404, body: { code: 'NotFound' } }
const denied: ScriptedAnswer = { status: 403, body: { error: { code: 'AuthorizationFailed' } } }

describe('a job', () => {
  it('is started for the group of workers with the request as its one parameter', async () => {
    const { jobs, sent } = scriptJobs({ status: 201, ...isAt('New') })

    const { status } = await jobs.start(name, request)

    expect(status).toBe('New')
    expect(sent).toMatchObject([
      {
        method: 'PUT',
        url: `https://management.azure.com${account}/jobs/${name}?api-version=2023-11-01`,
        headers: { authorization: 'Bearer for https://management.azure.com/.default' },
        json: {
          properties: {
            runbook: { name: 'Invoke-RoomCmdlets' },
            runOn: 'RoomsWorkers',
            parameters: { Request: request },
          },
        },
      },
    ])
  })

  it('that an earlier call has started, whose answer was lost, is the one that is found', async () => {
    const { jobs, calls } = scriptJobs({ status: 409, body: { code: 'Conflict' } }, isAt('Running'))

    expect(await jobs.start(name, request)).toMatchObject({ status: 'Running' })
    expect(calls()).toEqual([`PUT ${name}`, `GET ${name}`])
  })

  it('that is there already and does not show yet counts as queued', async () => {
    const { jobs } = scriptJobs({ status: 409, body: { code: 'Conflict' } }, absent)

    expect(await jobs.start(name, request)).toEqual({ status: 'Queued' })
  })

  it('that nobody started is not found, and that is no failure', async () => {
    const { jobs } = scriptJobs(absent)

    expect(await jobs.find(name)).toBe(undefined)
  })

  it('that failed is found with its exception', async () => {
    const { jobs } = scriptJobs({ body: { properties: { status: 'Failed', exception: 'no session' } } })

    expect(await jobs.find(name)).toEqual({ status: 'Failed', exception: 'no session' })
  })

  it('gives its output as it is', async () => {
    const { jobs, calls } = scriptJobs({ body: '{"results":[]}' })

    expect(await jobs.output(name)).toBe('{"results":[]}')
    expect(calls()).toEqual([`GET ${name}/output`])
  })

  it.each(['find', 'output', 'stop'] as const)(
    'that Azure does not let us %s is a fault of the set-up',
    async (what) => {
      const { jobs } = scriptJobs(denied)

      expect(await failureOf(jobs[what](name))).toMatchObject({
        message: expect.stringMatching(/^Azure Automation answered 403: .*AuthorizationFailed/),
      })
    },
  )

  it('that Azure does not let us start is a fault of the set-up', async () => {
    const { jobs } = scriptJobs(denied)

    expect(await failureOf(jobs.start(name, request))).toMatchObject({ message: expect.stringContaining('403') })
  })
})

describe('calling a job off', () => {
  it.each(['New', 'Queued', 'Activating'])('stops one that is %s, and looks whether it is', async (status) => {
    const { jobs, calls } = scriptJobs(isAt(status), {}, isAt('Stopped'))

    expect(await jobs.stop(name)).toBe(true)
    expect(calls()).toEqual([`GET ${name}`, `POST ${name}/stop`, `GET ${name}`])
  })

  it.each(['Running', 'Stopping', 'Resuming'])('leaves one that is %s to its end', async (status) => {
    const { jobs, calls } = scriptJobs(isAt(status))

    expect(await jobs.stop(name)).toBe(false)
    expect(calls()).toEqual([`GET ${name}`])
  })

  it.each(['Completed', 'Failed', 'Stopped', 'Suspended', 'Disconnected'])(
    'has nothing to do for one that is %s',
    async (status) => {
      const { jobs, calls } = scriptJobs(isAt(status))

      expect(await jobs.stop(name)).toBe(true)
      expect(calls()).toEqual([`GET ${name}`])
    },
  )

  it('has nothing to do for one that was never started', async () => {
    const { jobs } = scriptJobs(absent)

    expect(await jobs.stop(name)).toBe(true)
  })

  it.each<[string, ScriptedAnswer]>([
    ['in between', {}],
    ['first', { status: 409, body: { code: 'Conflict' } }],
  ])('does not count one as over that a worker took %s', async (_, answer) => {
    const { jobs } = scriptJobs(isAt('Queued'), answer, isAt('Running'))

    expect(await jobs.stop(name)).toBe(false)
  })

  it('that Azure refuses is never taken for done', async () => {
    const { jobs } = scriptJobs(isAt('Queued'), denied)

    expect(await failureOf(jobs.stop(name))).toMatchObject({ message: expect.stringContaining('403') })
  })
})

/** Statuses: learn.microsoft.com, "Runbook execution in Azure Automation". */
describe('the status of a job', () => {
  it.each([
    ['New', 'waiting'],
    ['Queued', 'waiting'],
    ['Activating', 'waiting'],
    ['Starting', 'on its way'],
    ['Running', 'on its way'],
    ['Running, waiting for resources', 'on its way'],
    ['Stopping', 'on its way'],
    ['Suspending', 'on its way'],
    ['Resuming', 'on its way'],
    ['Completed', 'over'],
    ['Failed', 'over'],
    ['Stopped', 'over'],
    ['Suspended', 'over'],
    ['Disconnected', 'over'],
    ['Blocked', 'over'],
    ['Removing', 'over'],
    ['Whatever comes tomorrow', 'on its way'],
  ])('%s means %s', (status, meaning) => {
    const found = isOver({ status }) ? 'over' : isWaiting({ status }) ? 'waiting' : 'on its way'

    expect(found).toBe(meaning)
  })
})
