import type { Snapshot } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import { onlyFound } from './readRoom.ts'
import { toSkype, type SkypeWishes } from './readServer.ts'

/**
 * What Skype for Business Online is asked of a room, by what it is for. No cmdlet lists its pools: one that is given is
 * known if any account of the tenant lives in it (unverified that a live tenant filters by it).
 */
export function skypeOnlineCmdlets(
  address: string,
  { registrarPool, neighbour, phoneNumber }: SkypeWishes,
): Record<string, Cmdlet> {
  const accounts = (filter: string): Cmdlet => ({ name: 'Get-CsOnlineUser', parameters: { Filter: filter } })
  return onlyFound({
    meetingRoom: { name: 'Get-CsMeetingRoom', parameters: { Identity: address } },
    neighbour: neighbour === undefined ? undefined : { name: 'Get-CsOnlineUser', parameters: { Identity: neighbour } },
    pool: registrarPool === undefined ? undefined : accounts(`RegistrarPool -eq '${registrarPool}'`),
    userOfNumber: phoneNumber === undefined ? undefined : accounts(`LineURI -eq 'tel:${phoneNumber}'`),
  })
}

type Part = Pick<Snapshot, 'skype' | 'hasSkypeOnline' | 'neighbourPool' | 'skypeFault'>

/** The part of a snapshot that Skype for Business Online knows; nothing where no session with it can be opened any more. */
export function toSkypeOnlinePart(
  address: string,
  { dialPlan, voicePolicy }: SkypeWishes,
  cmdlets: Record<string, Cmdlet>,
  results: CmdletResult[],
): Part | Failed {
  const failures = results.filter((result) => result.kind === 'failed')
  if (failures.some(({ reason }) => reason === 'service-gone')) return {}
  const failed = failures.find(({ reason }) => reason !== 'absent')
  if (failed) return failed
  const found = new Map(Object.keys(cmdlets).map((what, place) => [what, results[place]]))
  const all = (what: string) => {
    const result = found.get(what)
    return result?.kind === 'ok' ? result.value : []
  }
  const pool = all('neighbour')[0]?.['RegistrarPool']
  return {
    hasSkypeOnline: true,
    ...onlyFound({
      skype: toSkype(all('meetingRoom')[0]),
      neighbourPool: pool ? String(pool).toLowerCase() : undefined,
      skypeFault: findFault(),
    }),
  }

  function findFault(): Snapshot['skypeFault'] {
    if ('pool' in cmdlets && all('pool').length === 0) return 'registrar-pool-wrong'
    // Dial plans and voice policies of servers are not those of the cloud.
    if (dialPlan !== undefined || voicePolicy !== undefined) return 'policy-unknown'
    const isOthers = all('userOfNumber').some((user) => String(user['UserPrincipalName']).toLowerCase() !== address)
    return isOthers ? 'number-in-use' : undefined
  }
}
