import { catalogue, settingOf } from '../settings/catalogue.ts'
import type { Pane } from '../settings/setting.ts'
import { statusOf, statusOfPane, summarise, type KnownFinding, type RoomAccount, type Status } from './account.ts'
import { isEditable } from './repair.ts'

/** One account, as its page shows it. */
export interface AccountView extends RoomAccount {
  status: Status
  panes: { pane: Pane; status: Status }[]
  findings: (KnownFinding & { isEditable: boolean })[]
}

/** Panes in the order of the catalogue; those of which nothing is known are left out. */
export function viewAccount(account: RoomAccount, today: string): AccountView {
  const seen = new Set(account.findings.map(({ setting }) => settingOf(setting).pane))
  const panes = [...new Set(catalogue.map(({ pane }) => pane))].filter((pane) => seen.has(pane))
  return {
    ...account,
    status: statusOf(summarise(account), today),
    panes: panes.map((pane) => ({ pane, status: statusOfPane(account, pane, today) })),
    findings: account.findings.map((finding) => ({
      ...finding,
      isEditable: isEditable(settingOf(finding.setting), finding.actual),
    })),
  }
}
