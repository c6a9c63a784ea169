import { makeStyles, Tab, TabList } from '@fluentui/react-components'
import { useId } from 'react'
import { statusWords } from '../../../../shared/room/estate/account.ts'
import { settingOf } from '../../../../shared/room/settings/catalogue.ts'
import type { Pane } from '../../../../shared/room/settings/setting.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { statusLooks } from '../../parts/StatusPill.tsx'
import { useParameter } from '../../parts/useParameter.ts'
import { SaveBar } from './SaveBar.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useEdits } from './useEdits.ts'

const titles: Record<Pane, string> = {
  Account: 'Account settings',
  Mailbox: 'Mailbox settings',
  Location: 'Location',
  Licence: 'Licences',
  Skype: 'Skype for Business',
  Teams: 'Teams',
}

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginBottom: '0.5rem' },
  list: { margin: '0 0 1rem', padding: 0, listStyleType: 'none' },
})

/** The settings of the account, part by part; the first that needs somebody is open. */
export function Panes({ account, mayChange }: { account: AccountSeen; mayChange: boolean }) {
  const styles = useStyles()
  const id = useId()
  const [asked, open] = useParameter('part')
  const edits = useEdits(account)
  const { panes, findings } = account
  const urgent = panes.find(({ status }) => status === 'needs-action') ?? panes[0]
  const pane = panes.find((one) => one.pane === asked)?.pane ?? urgent?.pane
  if (!pane) return <p>Nothing of this account was read yet.</p>
  return (
    <>
      <TabList
        className={styles.tabs}
        aria-label="Parts of the account"
        selectedValue={pane}
        onTabSelect={(_, { value }) => open(String(value))}
      >
        {panes.map((one) => (
          <Tab key={one.pane} id={`${id}-${one.pane}`} value={one.pane} icon={statusLooks[one.status].icon}>
            {`${titles[one.pane]}: ${statusWords[one.status]}`}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-labelledby={`${id}-${pane}`}>
        <ul className={styles.list}>
          {findings
            .filter(({ setting }) => settingOf(setting).pane === pane)
            .map((finding) => (
              <SettingRow key={finding.setting} {...{ account, finding, edits, mayChange }} />
            ))}
        </ul>
      </div>
      {mayChange && <SaveBar address={account.address} edits={edits} />}
    </>
  )
}
