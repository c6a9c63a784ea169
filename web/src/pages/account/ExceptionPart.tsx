import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { useAccountChange } from '../../data/accountQueries.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { isoToday } from '../../data/times.ts'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { ExceptionDialog } from './ExceptionDialog.tsx'

interface Props {
  account: AccountSeen
  setting: string
  isWrong: boolean
  mayChange: boolean
}

/** Who answers for a setting that is not as it should be. */
export function ExceptionPart({ account, setting, isWrong, mayChange }: Props) {
  const [isAsking, setIsAsking] = useState(false)
  const exception = account.exceptions.find((one) => one.setting === setting)
  return (
    <>
      {exception && <Granted exception={exception} />}
      {exception && mayChange && <EndButton address={account.address} setting={setting} />}
      {isWrong && mayChange && !exception && (
        <Button size="small" onClick={() => setIsAsking(true)}>
          Grant an exception
        </Button>
      )}
      {isAsking && <ExceptionDialog address={account.address} setting={setting} onClose={() => setIsAsking(false)} />}
    </>
  )
}

function Granted({ exception }: { exception: AccountSeen['exceptions'][number] }) {
  const { hint } = useTextStyles()
  const { owner, until, reason, by } = exception
  const words = until < isoToday() ? `answered for it until ${until}` : `answers for it until ${until}`
  return (
    <div>
      {owner} {words}: {reason}
      <div className={hint}>granted by {by}</div>
    </div>
  )
}

const hasNone = ({ exceptions }: AccountSeen, setting: string): boolean =>
  exceptions.every((one) => one.setting !== setting)

function EndButton({ address, setting }: { address: string; setting: string }) {
  const { mutate, isPending, error } = useAccountChange(
    address,
    (api, ended: string) => api.endException(address, ended),
    hasNone,
  )
  return (
    <>
      <Button size="small" disabledFocusable={isPending} onClick={() => mutate(setting)}>
        {isPending ? 'Ending …' : 'End the exception'}
      </Button>
      <ErrorNotice error={error} />
    </>
  )
}
