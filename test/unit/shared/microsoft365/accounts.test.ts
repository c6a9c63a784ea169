import { describe, expect, it } from 'vitest'
import { makeAccounts } from '../../../../shared/microsoft365/accounts.ts'
import { Secret } from '../../../../shared/secret.ts'
import { batched, graphFailure, scriptGraph } from '../../../kit/microsoft365.ts'
import { recordedRunner, type Findings } from '../../../kit/recordedRunner.ts'
import { address } from '../../../kit/rooms.ts'
import { userId } from '../../../kit/snapshots.ts'

const inDirectory = { UserPrincipalName: address, Enabled: false, PasswordNeverExpires: true }
const inCloud = { id: userId, userPrincipalName: address, accountEnabled: true, usageLocation: 'NO' }
const account = { address, topology: 'exchange-online-skype-server', userId } as const
const changes = {
  usageLocation: 'NO',
  passwordPolicies: 'DisablePasswordExpiration',
  password: { version: 'room-1/v-1', value: new Secret('p-1') },
}

function accountsOver(findings: Findings, ...answers: Parameters<typeof scriptGraph>) {
  const worker = recordedRunner(findings)
  const { graph, sent } = scriptGraph(...answers)
  return { accounts: makeAccounts(graph, worker.runner), ...worker, sent }
}

const answered = batched({ id: 'profile', status: 204 }, { id: 'user', status: 200, body: inCloud })

describe('an account of the local directory', () => {
  it('never expires before it gets a password, and is read afterwards, all in one job', async () => {
    const { accounts, ran } = accountsOver({ 'Get-ADUser': inDirectory }, answered)

    await accounts.prepareAccount(account, changes)

    expect(ran).toHaveLength(1)
    expect(ran[0]).toMatchObject({
      address,
      cmdlets: [
        { name: 'Set-ADUser', parameters: { Identity: address, PasswordNeverExpires: true } },
        { name: 'Set-ADAccountPassword', parameters: { Identity: address, Reset: true } },
        { name: 'Get-ADUser', parameters: { Identity: address } },
      ],
    })
  })

  it('gets its password as a version that the worker looks up', async () => {
    const { accounts, cmdlets, sent } = accountsOver({ 'Get-ADUser': inDirectory }, answered)

    await accounts.prepareAccount(account, changes)

    expect(cmdlets()[1]?.secrets).toEqual({ NewPassword: 'room-1/v-1' })
    expect(JSON.stringify([cmdlets(), sent])).not.toContain('p-1')
  })

  it('gets its country in the cloud, which is all that can be written of it there', async () => {
    const { accounts, sent } = accountsOver({ 'Get-ADUser': inDirectory }, answered)

    await accounts.prepareAccount(account, changes)

    expect(sent[0]?.json).toMatchObject({
      requests: [{ id: 'profile', method: 'PATCH', body: { usageLocation: 'NO' } }, { id: 'user' }],
    })
  })

  it('is as the directory has it, not as the cloud shows it yet', async () => {
    const { accounts } = accountsOver({ 'Get-ADUser': inDirectory }, answered)

    expect(await accounts.prepareAccount(account, changes)).toMatchObject({
      isEnabled: false,
      neverExpires: true,
      usageLocation: 'NO',
    })
  })

  it('that is on premises alone is nothing to the cloud', async () => {
    const { accounts, sent } = accountsOver({ 'Get-ADUser': inDirectory })

    const reading = await accounts.prepareAccount({ address, topology: 'on-premises' }, changes)

    expect(reading).toMatchObject({ isEnabled: false, neverExpires: true })
    expect(sent).toEqual([])
  })

  it('that is only looked at is not written', async () => {
    const { accounts, names } = accountsOver({ 'Get-ADUser': inDirectory })

    await accounts.prepareAccount({ address, topology: 'on-premises' }, {})

    expect(names()).toEqual(['Get-ADUser'])
  })

  it('may expire again where an undo says so', async () => {
    const { accounts, cmdlets } = accountsOver({ 'Get-ADUser': inDirectory })

    await accounts.prepareAccount({ address, topology: 'on-premises' }, { passwordPolicies: 'None' })

    expect(cmdlets()[0]).toMatchObject({ name: 'Set-ADUser', parameters: { PasswordNeverExpires: false } })
  })

  it('that refuses a password is not touched in the cloud', async () => {
    const weak = { kind: 'failed', reason: 'other', text: 'too weak' } as const
    const { accounts, sent } = accountsOver({ 'Set-ADAccountPassword': weak })

    expect(await accounts.prepareAccount(account, changes)).toEqual(weak)
    expect(sent).toEqual([])
  })

  it('whose country the cloud refuses is a failure', async () => {
    const refused = batched(
      { id: 'profile', status: 403, body: graphFailure('Insufficient privileges') },
      { id: 'user', status: 424 },
    )
    const { accounts } = accountsOver({ 'Get-ADUser': inDirectory }, refused)

    expect(await accounts.prepareAccount(account, changes)).toMatchObject({ kind: 'failed', reason: 'denied' })
  })

  it.each([
    [true, 'Enable-ADAccount'],
    [false, 'Disable-ADAccount'],
  ])('that may sign in: %s, by %s', async (isEnabled, name) => {
    const { accounts, cmdlets, sent } = accountsOver({})

    expect(await accounts.setEnabled(account, isEnabled)).toEqual({ kind: 'done' })
    expect(cmdlets()).toEqual([{ name, parameters: { Identity: address } }])
    expect(sent).toEqual([])
  })
})

describe('an account of the cloud', () => {
  it('is nothing to the worker', async () => {
    const { accounts, ran } = accountsOver({}, answered, batched({ id: 'enable', status: 204 }))

    await accounts.prepareAccount({ ...account, topology: 'online' }, { usageLocation: 'NO' })
    await accounts.setEnabled({ ...account, topology: 'online' }, true)

    expect(ran).toEqual([])
  })
})
