import type { Parameter } from './parameterTypes.ts'

export interface OnPremisesCmdlet {
  /** Page and the day of its last change; the runbook's own function names itself. */
  source: string
  server: 'Exchange' | 'ActiveDirectory' | 'Skype' | 'Runbook'
  /** The parameter in which the runbook names the one domain controller; none where the cmdlet has none. */
  controller: 'DomainController' | 'Server' | null
  latency: 'onPremisesRead' | 'onPremisesWrite' | 'onPremisesNew'
  required: readonly string[]
  parameters: Record<string, Parameter>
  /** What of its result the runbook gives back. */
  shows: readonly string[]
}
