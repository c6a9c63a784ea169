import type { CmdletResult } from '../../shared/microsoft365/cmdletResult.ts'
import type { Cmdlet, CmdletLister, CmdletRunner } from '../../shared/microsoft365/cmdletRunner.ts'
import type { Bag } from '../../shared/room/snapshot.ts'

/** What each cmdlet finds, by name; nothing where it is not named. */
export type Findings = Record<string, Bag | CmdletResult>

const isResult = (found: Bag | CmdletResult): found is CmdletResult =>
  found['kind'] === 'ok' || found['kind'] === 'failed'

const toResult = (found: Bag | CmdletResult | undefined): CmdletResult => {
  if (found === undefined) return { kind: 'ok', value: [] }
  return isResult(found) ? found : { kind: 'ok', value: [found] }
}

/** Runs nothing, answers as it is told, and notes what each request asked for. */
export function recordedRunner(findings: Findings = {}) {
  const ran: { cmdlets: Cmdlet[]; address: string }[] = []
  const runner: CmdletRunner & CmdletLister = {
    async run(cmdlets, address) {
      ran.push({ cmdlets, address })
      return cmdlets.map(({ name }) => toResult(findings[name]))
    },
    list: async ({ name }) => toResult(findings[name]),
  }
  const cmdlets = () => ran.flatMap((request) => request.cmdlets)
  return { runner, ran, cmdlets, names: () => cmdlets().map(({ name }) => name) }
}

export const notThere: CmdletResult = { kind: 'failed', reason: 'absent', text: 'not there' }
