import { Button, makeStyles } from '@fluentui/react-components'
import type { Saved } from '../../data/accountQueries.ts'
import { useAccountChange, useSave } from '../../data/accountQueries.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { AskForRoom } from './AskForRoom.tsx'
import { SaveNews } from './SaveNews.tsx'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem' },
  news: { flexBasis: '100%' },
})

/** What can be done with the account as a whole. */
export function AccountActions({ account }: { account: AccountSeen }) {
  const styles = useStyles()
  const { address, status } = account
  const recheck = useAccountChange(
    address,
    (api) => api.recheck(address),
    (seen, _: undefined, { at }) => seen.at > at || (seen.goneSince ?? '') > at,
  )
  const apply = useSave(address)
  return (
    <>
      <div className={styles.actions}>
        <Button disabledFocusable={recheck.isPending} onClick={() => recheck.mutate(undefined)}>
          {recheck.isPending ? 'Checking …' : 'Re-check'}
        </Button>
        {status === 'needs-action' && (
          <Button appearance="primary" disabledFocusable={apply.isPending} onClick={() => apply.mutate(undefined)}>
            {apply.isPending ? 'Applying …' : 'Apply recommended settings'}
          </Button>
        )}
        <AskForRoom account={account} />
      </div>
      <div className={styles.news}>
        <output>{recheck.isSuccess && 'Checked anew.'}</output>
        <ErrorNotice error={recheck.error ?? apply.error} />
        <SaveNews saved={apply.data} says={sayApplied} />
      </div>
    </>
  )
}

const sayApplied = ({ result }: Saved): string => {
  if (result?.end === 'left') return 'What is wrong takes a request; nothing was changed.'
  if (result?.end === 'right') return 'Nothing was to be changed.'
  return 'The recommended settings are applied.'
}
