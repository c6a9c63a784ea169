import { activeDirectoryCmdlets } from './activeDirectoryData.ts'
import { detailCmdlets } from './detailData.ts'
import { calendarSettings, exchangeCmdlets } from './exchangeData.ts'
import type { ValuesOf } from './parameterTypes.ts'
import { skypeCmdlets } from './skypeData.ts'

/** What the runbook lets through, and what the servers accept of it; whatever is not here is refused. */
export const cmdlets = { ...exchangeCmdlets, ...detailCmdlets, ...activeDirectoryCmdlets, ...skypeCmdlets }

export type CmdletName = keyof typeof cmdlets
export type OnPremisesCalendar = ValuesOf<typeof calendarSettings>
/** What a cmdlet's function is given: checked and converted, with null for a value to be cleared. */
export type ParametersOf<C extends CmdletName> = Partial<ValuesOf<(typeof cmdlets)[C]['parameters']>>

export function knownCmdlet(name: string): CmdletName | undefined {
  return (Object.keys(cmdlets) as CmdletName[]).find((known) => known.toLowerCase() === name.toLowerCase())
}
