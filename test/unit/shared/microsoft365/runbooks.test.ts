import { RestError } from '@azure/data-tables'
import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import type { Cmdlet } from '../../../../shared/microsoft365/cmdletRunner.ts'
import { makeRunbooks } from '../../../../shared/microsoft365/runbooks.ts'
import { failureOf } from '../../../kit/failures.ts'
import { aScope, memoryJobs, outputOf } from '../../../kit/memoryJobs.ts'
import { address } from '../../../kit/rooms.ts'

const vaultUrl = 'https://rooms.vault.azure.net'
const look: Cmdlet[] = [{ name: 'Get-Recipient', parameters: { Identity: address } }]
const change: Cmdlet[] = [{ name: 'Enable-ADAccount', parameters: { Identity: address } }]
const ok = { kind: 'ok', value: [] }

function aWorker() {
  const automation = memoryJobs()
  const runbooks = makeRunbooks(automation.jobs, vaultUrl)
  const ask = (cmdlets: Cmdlet[], key = 'request/1/step/{}', isLast = false) =>
    failureOf(runbooks.within(aScope({ key, isLast }, automation.calls).scope).run(cmdlets, address))
  return { ...automation, runbooks, ask }
}

describe('the job of a call', () => {
  it('is waited for until it is over', async () => {
    const worker = aWorker()

    const waiting = await worker.ask(look)
    worker.work({ status: 'Running' })
    const running = await worker.ask(look)
    worker.work({ status: 'Completed', output: outputOf({ kind: 'ok', value: [{ Name: 'Board' }] }) })
    const results = await worker.ask(look)

    expect(waiting).toBeInstanceOf(Transient)
    expect(waiting).toMatchObject({ isWorker: true, message: "the worker's job is New" })
    expect(running).toMatchObject({ isWorker: true, message: "the worker's job is Running" })
    expect(results).toEqual([{ kind: 'ok', value: [{ Name: 'Board' }] }])
  })

  it('for Skype for Business Online says so, and is another one than that for servers', async () => {
    const worker = aWorker()
    const { scope } = aScope()

    for (const runner of [worker.runbooks.within(scope), worker.runbooks.within(scope, 'online')])
      await failureOf(runner.run(look, address))

    expect(worker.requests()).toMatchObject([{ address }, { address, skype: 'online' }])
    expect(worker.requests()[0]).not.toHaveProperty('skype')
  })

  it('is started once, however often the call is repeated', async () => {
    const worker = aWorker()

    for (const _ of [1, 2, 3]) await worker.ask(change)

    expect(worker.kept.size).toBe(1)
    expect(worker.calls.filter((call) => call === 'start')).toHaveLength(1)
  })

  it.each([
    ['another request', 'other/1/step/{}'],
    ['another attempt', 'request/2/step/{}'],
    ['another step', 'request/1/other/{}'],
    ['a fresh look', 'request/1/step/{"settings-visible":5}'],
  ])('is another one for %s', async (_, key) => {
    const worker = aWorker()

    await worker.ask(look)
    await worker.ask(look, key)

    expect(worker.kept.size).toBe(2)
  })

  it('is another one for other cmdlets, other parameters and another account', async () => {
    const worker = aWorker()
    const run = (cmdlets: Cmdlet[], at: string) => failureOf(worker.runbooks.within(aScope().scope).run(cmdlets, at))

    await run(look, address)
    await run(change, address)
    await run([{ name: 'Get-Recipient', parameters: { Identity: 'other' } }], address)
    await run(look, 'other@contoso.com')

    expect(worker.kept.size).toBe(4)
  })

  it('is another one when the same call asks the same a second time', async () => {
    const worker = aWorker()
    const runner = worker.runbooks.within(aScope().scope)

    await failureOf(runner.run(look, address))
    await failureOf(runner.run(look, address))

    expect(worker.kept.size).toBe(2)
  })

  it('is found again by a repeated call that looks before it comes to the same change', async () => {
    const worker = aWorker()
    await worker.ask(change)
    worker.work({ status: 'Completed', output: outputOf(ok) })
    const again = worker.runbooks.within(aScope().scope)

    await failureOf(again.run(look, address))
    const results = await again.run(change, address)

    expect(results).toEqual([ok])
    expect(
      worker.requests().filter(({ cmdlets }) => JSON.stringify(cmdlets).includes('Enable-ADAccount')),
    ).toHaveLength(1)
  })

  it('has a name that Azure takes for a GUID', async () => {
    const worker = aWorker()

    await worker.ask(look)

    expect([...worker.kept.keys()]).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
    ])
  })
})

describe('Azure Automation that is away', () => {
  it.each<[string, Error]>([
    ['busy', new Transient('busy', 7)],
    ['without a token', new RestError('no token', { statusCode: 503 })],
  ])('(%s) is waited for like the worker, so that the call finds its job again', async (_, fault) => {
    const worker = aWorker()
    worker.fail(fault)

    expect(await worker.ask(change)).toMatchObject({ name: 'Transient', isWorker: true })
  })

  it('keeps the time that it asks for', async () => {
    const worker = aWorker()
    worker.fail(new Transient('busy', 7))

    expect(await worker.ask(look)).toMatchObject({ seconds: 7 })
  })

  it('that refuses for good is no wait', async () => {
    const worker = aWorker()
    worker.fail(new Error('Azure Automation answered 403'))

    expect(await worker.ask(look)).toMatchObject({ name: 'Error', message: 'Azure Automation answered 403' })
  })

  it('is told apart also when a job is called off', async () => {
    const worker = aWorker()
    worker.fail(new Transient('busy'))

    expect(await failureOf(worker.runbooks.stop('job'))).toMatchObject({ isWorker: true })
  })
})

describe('a job that changes something', () => {
  it('is remembered before it is started and forgotten when it is over', async () => {
    const worker = aWorker()

    await worker.ask(change)
    worker.work({ status: 'Completed', output: outputOf(ok) })
    await worker.ask(change)

    const [name] = worker.kept.keys()
    expect(worker.calls).toEqual([`keep ${name}`, 'find', 'start', `keep ${name}`, 'find', 'output', `drop ${name}`])
  })

  it.each(['Failed', 'Stopped'])('is forgotten when it is %s, too', async (status) => {
    const worker = aWorker()

    await worker.ask(change)
    worker.work({ status })
    await worker.ask(change)

    expect(worker.calls.at(-1)).toMatch(/^drop /)
  })

  it('stays remembered when its answer is lost', async () => {
    const worker = aWorker()
    worker.fail(undefined, new Transient('lost'))

    await worker.ask(change)

    expect(worker.calls).toEqual([expect.stringMatching(/^keep /), 'find', 'start'])
  })

  it.each(['Get-ADUser', 'Test-RoomSignIn'])('is not one that runs %s', async (name) => {
    const worker = aWorker()

    await worker.ask([{ name, parameters: { Identity: address } }])

    expect(worker.calls).toEqual(['find', 'start'])
  })
})

describe('a run that stops waiting', () => {
  it('calls a job off that no worker has taken, and forgets it', async () => {
    const worker = aWorker()

    const failure = await worker.ask(change, 'key', true)

    const [name] = worker.kept.keys()
    expect(failure).toMatchObject({ isWorker: true })
    expect(worker.calls.slice(-2)).toEqual(['stop', `drop ${name}`])
  })

  it('leaves a job to its end that a worker has taken, and keeps it in mind', async () => {
    const worker = aWorker()
    await worker.ask(change)
    worker.work({ status: 'Running' })

    await worker.ask(change, undefined, true)

    expect(worker.calls).not.toContain('stop')
    expect(worker.calls.some((call) => call.startsWith('drop'))).toBe(false)
  })

  it('does not forget a job that a worker took just before it was called off', async () => {
    const { jobs, calls } = memoryJobs()
    const runbooks = makeRunbooks({ ...jobs, stop: async () => false }, vaultUrl)

    await failureOf(runbooks.within(aScope({ isLast: true }, calls).scope).run(change, address))

    expect(calls.some((call) => call.startsWith('drop'))).toBe(false)
  })

  it('leaves a job queued as long as it goes on waiting', async () => {
    const worker = aWorker()

    await worker.ask(change)

    expect(worker.calls).not.toContain('stop')
  })
})

describe('what a job says', () => {
  const answer = async (job: object, cmdlets = look) => {
    const worker = aWorker()
    await worker.ask(cmdlets)
    worker.work(job)
    return worker.ask(cmdlets)
  }

  it.each<[string, object, string]>([
    ['Exchange does not know it', { class: 'ManagementObjectNotFoundException', text: 'nothing' }, 'absent'],
    ['Exchange words it so', { class: '', text: "object 'x' couldn't be found on 'dc1'." }, 'absent'],
    [
      'Active Directory does not know it',
      { class: 'ADIdentityNotFoundException', text: "Cannot find an object with identity: 'x'" },
      'absent',
    ],
    ['Skype does not know it', { class: '', text: 'Management object not found for identity "x".' }, 'absent'],
    ['a name is taken', { class: 'X', text: 'The proxy address "a" is already being used by "b".' }, 'taken'],
    ['the worker may not', { class: 'UnauthorizedAccessException', text: 'Access denied' }, 'denied'],
    ['there is no such policy', { class: 'X', text: 'Cannot find an object with identity "Oslo".' }, 'other'],
  ])('when %s is a failure with its reason', async (_, failed, reason) => {
    const results = await answer({ status: 'Completed', output: outputOf({ kind: 'failed', ...failed }) })

    expect(results).toEqual([{ kind: 'failed', reason, ...('text' in failed && { text: failed.text }) }])
  })

  it('when it gives no reason is a failure all the same', async () => {
    const results = await answer({ status: 'Completed', output: outputOf({ kind: 'failed' }) })

    expect(results).toEqual([{ kind: 'failed', reason: 'other', text: 'no reason given' }])
  })

  it('about a cmdlet that was skipped is a failure', async () => {
    const output = outputOf({ kind: 'failed', class: 'X', text: 'boom' }, { kind: 'skipped' })

    const results = await answer({ status: 'Completed', output }, [...change, ...change])

    expect(results).toEqual([
      { kind: 'failed', reason: 'other', text: 'boom' },
      { kind: 'failed', reason: 'other', text: 'not done, because one before it failed' },
    ])
  })

  it.each<[string, object, string]>([
    ['Failed with an exception', { status: 'Failed', exception: 'Get-Foo is not allowed' }, 'Get-Foo is not allowed'],
    ['Stopped', { status: 'Stopped', exception: null, statusDetails: 'None' }, "the worker's job is Stopped"],
    ['Suspended', { status: 'Suspended', exception: '', statusDetails: 'died three times' }, 'died three times'],
    ['Disconnected', { status: 'Disconnected' }, "the worker's job is Disconnected"],
  ])('when it is %s is a failure of each of its cmdlets', async (_, job, text) => {
    const results = await answer(job, [...look, ...change])

    expect(results).toEqual([
      { kind: 'failed', reason: 'other', text },
      { kind: 'failed', reason: 'other', text },
    ])
  })

  it('that is nothing as agreed is a bug, not a finding', async () => {
    expect(await answer({ status: 'Completed', output: '{"result":1}' })).toBeInstanceOf(Error)
  })
})

describe('a secret', () => {
  it('travels as the id of its version and nothing else', async () => {
    const worker = aWorker()
    const secrets = { NewPassword: 'room-1/0123456789abcdef' }

    await worker.ask([{ name: 'Set-ADAccountPassword', parameters: { Identity: address, Reset: true }, secrets }])

    expect(worker.requests()).toEqual([
      {
        address,
        cmdlets: [
          {
            name: 'Set-ADAccountPassword',
            parameters: { Identity: address, Reset: true },
            secrets: { NewPassword: 'https://rooms.vault.azure.net/secrets/room-1/0123456789abcdef' },
          },
        ],
      },
    ])
  })
})
