import { describe, expect, test } from 'vitest'
import {
  addressShape,
  filterShape,
  mostCmdlets,
  readWhole,
  requestSchema,
} from '../../../local/tenant/automation/runbookRequest.ts'
import { cmdlets } from '../../../local/tenant/onPremises/cmdletData.ts'
import type { OnPremisesCmdlet } from '../../../local/tenant/onPremises/cmdletShape.ts'
import { readRunbook } from './powerShell.ts'
import { refusedAddress as room, refusedCmdlets } from './refusedCmdlets.ts'
import { hasPowerShell, runRunbook } from './standIns.ts'

const runbook = readRunbook()
const played = Object.entries<OnPremisesCmdlet>(cmdlets)

test('the runbook and the rehearsal tenant know the same cmdlets', () => {
  expect(Object.keys(runbook.table)).toEqual(played.map(([name]) => name))
})

test.each(played)('%s has the same parameters, secrets, properties and server in both', (name, cmdlet) => {
  const { parameters, shows, server, controller } = cmdlet
  const names = (isSecret: boolean) =>
    Object.entries(parameters).flatMap(([parameter, { type }]) => ((type === 'secret') === isSecret ? parameter : []))

  expect(runbook.table[name]).toEqual({ server, controller, parameters: names(false), secrets: names(true), shows })
})

test.each(played.filter(([, { server }]) => server !== 'Runbook'))(
  '%s names its page with a date',
  (name, { source }) => {
    expect(source).toMatch(new RegExp(`^${name}\\.md, 20\\d\\d-\\d\\d-\\d\\d$`))
  },
)

/** What the runbook itself uses, each with its documented parameters that it needs. Pages: learn, powershell/module, 2025. */
const documented: Record<string, string[]> = {
  // Azure/azure-docs, automation/shared-resources/variables.md, 2024.
  'Get-AutomationVariable': ['Name'],
  'Get-AutomationPSCredential': ['Name'],
  // "Set up your computer for Windows PowerShell", Skype for Business Online, 2020.
  'New-CsOnlineSession': ['Credential'],
  // az.accounts and az.keyvault.
  'Connect-AzAccount': ['Identity'],
  'Get-AzKeyVaultSecret': ['VaultName', 'Name', 'Version'],
  // docset/winserver2025-ps/ActiveDirectory/Get-ADUser.md, 2025-05-14.
  'Get-ADUser': ['Identity', 'Filter', 'Properties', 'Server'],
  // exchange/exchange-ps, Get-Recipient.md, 2026-02-27.
  'Get-Recipient': ['Identity', 'DomainController'],
  // microsoft.powershell.core and microsoft.powershell.utility, 5.1.
  'New-PSSession': ['ConfigurationName', 'ConnectionUri', 'Authentication'],
  'Import-PSSession': ['Session', 'CommandName', 'AllowClobber', 'DisableNameChecking'],
  'Remove-PSSession': ['Session'],
  'Import-Module': ['Name'],
  'Set-StrictMode': ['Version'],
  'ForEach-Object': ['Process'],
  'Where-Object': ['FilterScript'],
  'Sort-Object': ['Unique'],
  'New-Object': ['TypeName', 'ArgumentList'],
  'Add-Type': ['AssemblyName'],
  'ConvertFrom-Json': ['InputObject'],
  'ConvertTo-Json': ['InputObject', 'Compress', 'Depth'],
  'Write-Output': ['InputObject'],
}

test('whatever the runbook calls is its own or documented, with documented parameters alone', () => {
  const foreign = runbook.calls.filter(({ name }) => !runbook.functions.includes(name))

  const unknown = foreign.filter(({ name, parameters }) => parameters.some((one) => !documented[name]?.includes(one)))

  expect(foreign.map(({ name }) => name).filter((name) => !(name in documented))).toEqual([])
  expect(unknown).toEqual([])
  expect(Object.keys(documented).filter((name) => !foreign.some((call) => call.name === name))).toEqual([])
})

test('requests are of the same form in both: fields, limits, shapes of address and filter, what is read as a whole', () => {
  const quoted = (text = '') => [...text.matchAll(/'((?:[^']|'')*)'/g)].map(([, one = '']) => one.replaceAll("''", "'"))
  const line = (start: string) => quoted(runbook.text.split('\n').find((one) => one.trim().startsWith(start)))
  const fieldsAfter = (variable: string) =>
    quoted(new RegExp(`Test-OnlyField \\$${variable} ([^)]+)\\)`).exec(runbook.text)?.[1])

  const { cmdlets: listed, ...rest } = requestSchema.shape

  expect(fieldsAfter('read')).toEqual([...Object.keys(rest), 'cmdlets'])
  expect(fieldsAfter('Cmdlet')).toEqual(Object.keys(listed.element.shape))
  expect(line('$addressShape =')).toEqual([addressShape.source])
  expect(line('$filterShape =')).toEqual([filterShape.source])
  expect(line('$readWhole =')).toEqual(readWhole)
  expect(runbook.text).toContain(`$mostCmdlets = ${mostCmdlets}\n`)
})

test('results are of the three kinds that the rehearsal tenant gives', () => {
  const kinds = [...runbook.text.matchAll(/\[ordered\]@\{ kind = '(\w+)'((?:; \w+ = [^;}]+)*) \}/g)]

  const fields = kinds.map(([, kind, more = '']) => [kind, ...[...more.matchAll(/; (\w+) =/g)].map(([, name]) => name)])

  expect(new Set(fields.map((one) => one.join(' ')))).toEqual(new Set(['ok value', 'failed class text', 'skipped']))
})

test('every function of the runbook is used', () => {
  const used = new Set([...runbook.calls.map(({ name }) => name), ...Object.keys(runbook.table)])

  expect(runbook.functions.filter((name) => !used.has(name))).toEqual([])
})

test('errors end a cmdlet, output is one compressed line that is deep enough, and sessions are closed', () => {
  expect(runbook.text).toContain("$ErrorActionPreference = 'Stop'")
  expect(runbook.calls.filter(({ name }) => name === 'Write-Output')).toHaveLength(1)
  // root, results, result, value, object, list of texts.
  expect(Number(/-Compress -Depth (\d+)/.exec(runbook.text)?.[1])).toBeGreaterThanOrEqual(6)
  expect(runbook.text).toMatch(/finally \{\s+foreach \(\$session in \$sessions\) \{ Remove-PSSession/)
})

test('no cmdlet is named in the runbook that could take a password in clear or run a text as code', () => {
  expect(runbook.text).not.toMatch(/ConvertTo-SecureString|Invoke-Expression|\biex\b|AsPlainText/i)
})

const account = {
  value: [{ DistinguishedName: 'CN=Room,DC=contoso,DC=local', adminCount: null, proxyAddresses: [`SMTP:${room}`] }],
}
const ask = (...asked: object[]) => JSON.stringify({ address: room, cmdlets: asked })
const readRoom = { name: 'Get-Mailbox', parameters: { Identity: room } }
const disable = { name: 'Disable-ADAccount', parameters: { Identity: room } }

describe.skipIf(!hasPowerShell)('in PowerShell', () => {
  test('results come in order, lists stay lists, and a failing Get- does not end the run', () => {
    const mailbox = { value: [{ Name: 'Room', EmailAddresses: [`SMTP:${room}`], ResourceCapacity: 4 }] }
    const server = { fail: 'no server' }

    const { output, calls } = runRunbook(ask({ name: 'Get-ExchangeServer' }, readRoom, disable), {
      'Get-ExchangeServer': server,
      'Get-Mailbox': mailbox,
      'Get-ADUser': account,
    })

    expect(output.split('\n')).toHaveLength(1)
    expect(JSON.parse(output)).toMatchObject({
      results: [
        { kind: 'failed', text: 'no server' },
        { kind: 'ok', value: [{ Name: 'Room', EmailAddresses: [`SMTP:${room}`], ResourceCapacity: 4, Alias: null }] },
        { kind: 'ok', value: [] },
      ],
    })
    expect(calls.at(-1)).toMatchObject({ name: 'Remove-PSSession' })
    expect(calls.find(({ name }) => name === disable.name)?.parameters).toMatchObject({
      Identity: 'CN=Room,DC=contoso,DC=local',
      Server: 'RoomsDomainController.contoso.local',
      Confirm: false,
    })
  })

  test('a change that fails ends the run', () => {
    const { output } = runRunbook(ask(disable, readRoom), {
      'Disable-ADAccount': { fail: 'no' },
      'Get-ADUser': account,
    })

    expect(JSON.parse(output)).toMatchObject({ results: [{ kind: 'failed', text: 'no' }, { kind: 'skipped' }] })
  })

  test('nothing is done to a privileged account', () => {
    const privileged = { value: [{ ...account.value[0], adminCount: 1 }] }

    const { output, calls } = runRunbook(ask(disable), { 'Get-ADUser': privileged })

    expect(JSON.parse(output)).toMatchObject({ results: [{ kind: 'failed', class: 'Roomwright.PrivilegedAccount' }] })
    expect(calls.map(({ name }) => name)).not.toContain('Disable-ADAccount')
  })

  test('a password reaches its cmdlet as a SecureString and is put out nowhere', () => {
    const NewPassword = `https://rooms.vault.azure.net/secrets/room/${'a'.repeat(32)}`
    const set = { name: 'Set-ADAccountPassword', parameters: { Identity: room, Reset: true }, secrets: { NewPassword } }

    const { output, errors, calls } = runRunbook(ask(set), { 'Get-ADUser': account })

    expect(calls.find(({ name }) => name === set.name)?.parameters).toMatchObject({ NewPassword: 'SecureString' })
    const secret = { VaultName: 'rooms', Name: 'room', Version: 'a'.repeat(32) }
    expect(calls.find(({ name }) => name === 'Get-AzKeyVaultSecret')?.parameters).toEqual(secret)
    expect(JSON.parse(output)).toEqual({ results: [{ kind: 'ok', value: [] }] })
    expect(output + errors).not.toContain('Canary-7f3a!')
  })

  test.each(refusedCmdlets)('%s fails the job before anything is done', (_, cmdlet, reason) => {
    const { status, output, errors, calls } = runRunbook(ask({ name: 'Get-CsPool' }, cmdlet), { 'Get-ADUser': account })

    expect(status).not.toBe(0)
    expect(errors.replace(/\s+/g, ' ')).toContain(reason)
    expect([output, calls]).toEqual(['', []])
  })
})
