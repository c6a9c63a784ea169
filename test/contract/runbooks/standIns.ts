import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cmdlets } from '../../../local/tenant/onPremises/cmdletData.ts'
import type { OnPremisesCmdlet } from '../../../local/tenant/onPremises/cmdletShape.ts'
import { makeFolder } from '../tenant/rehearsal.ts'
import { runbookPath } from './powerShell.ts'

/** What the stand-in of a cmdlet gives back, or fails with. */
export type StandIn = { value: object[] } | { fail: string }

export interface Ran {
  status: number | null
  output: string
  errors: string
  /** What was called, in order; a SecureString is shown by its type. */
  calls: { name: string; parameters: Record<string, unknown> }[]
}

const shell = 'pwsh'
export const hasPowerShell = spawnSync(shell, ['-NoProfile', '-Command', 'exit 0']).status === 0

/** Runs the runbook in a process of its own, with stand-ins that take exactly the documented parameters. */
export function runRunbook(request: string, standIns: Record<string, StandIn> = {}): Ran {
  const folder = makeFolder()
  const [library, calls] = [join(folder, 'standIns.ps1'), join(folder, 'calls.jsonl')]
  writeFileSync(library, standInLibrary())
  writeFileSync(calls, '')
  const command = `. '${library}'; & './${runbookPath}' -Request $env:REQUEST`
  const { status, stdout, stderr } = spawnSync(shell, ['-NoProfile', '-NonInteractive', '-Command', command], {
    encoding: 'utf8',
    env: { ...process.env, REQUEST: request, CALLS: calls, STAND_INS: JSON.stringify(standIns) },
  })
  const lines = readFileSync(calls, 'utf8').split('\n').filter(Boolean)
  return {
    status,
    output: stdout.trim(),
    errors: stderr,
    calls: lines.map((line) => JSON.parse(line) as Ran['calls'][number]),
  }
}

function standInLibrary(): string {
  const servers = Object.entries<OnPremisesCmdlet>(cmdlets).filter(([, { server }]) => server !== 'Runbook')
  return [library, ...servers.map(([name, cmdlet]) => standIn(name, cmdlet))].join('\n')
}

function standIn(name: string, { parameters, controller }: OnPremisesCmdlet): string {
  const typeOf = (type: string) => ({ switch: '[switch] ', secret: '[securestring] ', flag: '[bool] ' })[type] ?? ''
  const own = Object.entries(parameters).map(([parameter, { type }]) => `${typeOf(type)}$${parameter}`)
  const more = [...(controller ? [`$${controller}`] : []), ...(name === 'Get-ADUser' ? ['$Properties'] : [])]
  return `function ${name} {
    [CmdletBinding(SupportsShouldProcess = $true)] param(${[...own, ...more].join(', ')})
    Invoke-StandIn '${name}' $PSBoundParameters
}`
}

const library = `
function Invoke-StandIn([string] $Name, $Bound) {
    $shown = @{}
    foreach ($key in $Bound.Keys) {
        $value = $Bound[$key]
        $shown[$key] = if ($value -is [switch]) { [bool] $value } elseif ($value -is [securestring]) { 'SecureString' } else { $value }
    }
    Add-Content -Path $env:CALLS -Value (ConvertTo-Json -InputObject @{ name = $Name; parameters = $shown } -Compress -Depth 4)
    $property = (ConvertFrom-Json -InputObject $env:STAND_INS).PSObject.Properties[$Name]
    if ($null -eq $property) { return }
    if ($property.Value.PSObject.Properties['fail']) { Write-Error -Message $property.Value.fail -Category ObjectNotFound }
    else { $property.Value.value }
}
function Get-AutomationVariable([string] $Name) { "$Name.contoso.local" }
function New-PSSession([string] $ConfigurationName, [string] $ConnectionUri, [string] $Authentication) {
    Invoke-StandIn 'New-PSSession' $PSBoundParameters
    [pscustomobject]@{ uri = $ConnectionUri }
}
function Import-PSSession($Session, [string[]] $CommandName, [switch] $AllowClobber, [switch] $DisableNameChecking) { 'a module' }
function Remove-PSSession($Session) { Invoke-StandIn 'Remove-PSSession' @{ uri = $Session.uri } }
function Import-Module([string] $Name) { }
function Connect-AzAccount([switch] $Identity) { 'a context' }
function Get-AzKeyVaultSecret([string] $VaultName, [string] $Name, [string] $Version) {
    Invoke-StandIn 'Get-AzKeyVaultSecret' $PSBoundParameters
    [pscustomobject]@{ SecretValue = (ConvertTo-SecureString -String 'Canary-7f3a!' -AsPlainText -Force) }
}
`
