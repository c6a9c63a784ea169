import { recipientKeys } from '../world.ts'
import type { Recipient } from '../world.ts'
import type { ExchangeView } from './cmdlet.ts'
import { refuseCmdlet } from './failure.ts'

/**
 * Some cmdlets answer only where the mailbox itself is: X-AnchorMailbox has to name it (CIPP, Invoke-EditRoomMailbox.ps1).
 * What the service says otherwise is not documented; these words are the local tenant's.
 */
export function refuseOtherAnchor({ anchor, world, look }: ExchangeView, mailbox: Recipient): void {
  const named = anchor
    .replace(/^(UPN|SMTP|MBX):/i, '')
    .replace(/^([\da-f-]{36})@.*$/i, '$1')
    .toLowerCase()
  const keys = [...recipientKeys(mailbox), look(world.users, mailbox.id)?.userPrincipalName ?? '']
  if (named && keys.some((key) => key.toLowerCase() === named)) return
  refuseCmdlet(`The request for the mailbox '${mailbox.name}' was routed by X-AnchorMailbox to '${anchor}'.`)
}
