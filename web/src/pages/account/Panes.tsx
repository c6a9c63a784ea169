import { makeStyles } from '@fluentui/react-components'
import { settingOf } from '../../../../shared/room/settings/catalogue.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { useParameter } from '../../parts/useParameter.ts'
import { PaneLinks, titles } from './PaneLinks.tsx'
import { SaveBar } from './SaveBar.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useEdits } from './useEdits.ts'

const useStyles = makeStyles({ list: { margin: '0 0 1rem', padding: 0, listStyleType: 'none' } })

/** The settings of the account, part by part; the first that needs somebody is open. */
export function Panes({ account, mayChange }: { account: AccountSeen; mayChange: boolean }) {
  const styles = useStyles()
  const [asked] = useParameter('part')
  const edits = useEdits(account)
  const { panes, findings } = account
  const urgent = panes.find(({ status }) => status === 'needs-action') ?? panes[0]
  const pane = panes.find((one) => one.pane === asked)?.pane ?? urgent?.pane
  if (!pane) return <p>Nothing of this account was read yet.</p>
  return (
    <>
      <PaneLinks account={account} shown={pane} />
      <section aria-label={titles[pane]}>
        <ul className={styles.list}>
          {findings
            .filter(({ setting }) => settingOf(setting).pane === pane)
            .map((finding) => (
              <SettingRow key={finding.setting} {...{ account, finding, edits, mayChange }} />
            ))}
        </ul>
      </section>
      {mayChange && <SaveBar address={account.address} edits={edits} />}
    </>
  )
}
