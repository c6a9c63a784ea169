import type { Room } from '../room/request.ts'
import type { Bag, Snapshot } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet, CmdletRunner } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import { onlyFound } from './readRoom.ts'

/** What of a request is read only because it is asked for. */
export type DetailWishes = Partial<Pick<Room, 'mobilePolicy' | 'roomList' | 'workingHours' | 'calendarView'>>

type Part = Pick<Snapshot, 'workingHours' | 'clientAccess' | 'calendarFolder' | 'roomList' | 'exchangeFault'>

/** Results by what each cmdlet is for. */
export const byPurpose = (cmdlets: Record<string, Cmdlet>, results: CmdletResult[]): Map<string, CmdletResult> =>
  new Map(Object.keys(cmdlets).flatMap((what, place) => (results[place] ? [[what, results[place]]] : [])))

/** What is read together with everything else, by what it is for. */
export function detailCmdlets(address: string, { mobilePolicy, roomList }: DetailWishes): Record<string, Cmdlet> {
  return {
    ...(mobilePolicy !== undefined && {
      clientAccess: { name: 'Get-CASMailbox', parameters: { Identity: address } },
      mobilePolicy: { name: 'Get-MobileDeviceMailboxPolicy', parameters: { Identity: mobilePolicy } },
    }),
    ...(roomList !== undefined && {
      // Whoever has the name, because another kind of recipient would keep the list from being made.
      roomList: { name: 'Get-Recipient', parameters: { Identity: roomList } },
      members: { name: 'Get-DistributionGroupMember', parameters: { Identity: roomList, ResultSize: 'Unlimited' } },
    }),
  }
}

/** What the results of those say; what is not there is a finding. */
export function toDetails(address: string, wishes: DetailWishes, found: Map<string, CmdletResult>): Part {
  const all = (what: string): Bag[] => {
    const result = found.get(what)
    return result?.kind === 'ok' ? result.value : []
  }
  const holders = all('roomList')
  const isThere = holders.some(isRoomList)
  const isMember = all('members').some((one) => String(one['PrimarySmtpAddress']).toLowerCase() === address)
  const { mobilePolicy, roomList: name } = wishes
  return onlyFound({
    clientAccess: all('clientAccess')[0],
    roomList: name === undefined ? undefined : { name, isThere, isMember },
    exchangeFault:
      holders.length > 0 && !isThere ? 'room-list-wrong' : findPolicyFault(mobilePolicy, all('mobilePolicy')[0]),
  })
}

/** A group of people may have the name; rooms are put into no such group. */
const isRoomList = ({ RecipientTypeDetails }: Bag): boolean => RecipientTypeDetails === 'RoomList'

const findPolicyFault = (asked: string | undefined, policy: Bag | undefined): Part['exchangeFault'] =>
  asked === undefined || policy?.['PasswordEnabled'] === false ? undefined : 'mobile-policy-wrong'

/** What can be read only where the mailbox itself is, once it is there: working hours, and who sees what of the calendar. */
export async function readAtMailbox(
  runner: CmdletRunner,
  address: string,
  { workingHours, calendarView }: DetailWishes,
): Promise<Part | Failed> {
  const cmdlets: Record<string, Cmdlet> = {
    ...(workingHours && {
      workingHours: { name: 'Get-MailboxCalendarConfiguration', parameters: { Identity: address } },
    }),
    ...(calendarView && {
      folder: { name: 'Get-MailboxFolderStatistics', parameters: { Identity: address, FolderScope: 'Calendar' } },
    }),
  }
  const read = await readEach(runner, address, cmdlets)
  if (!(read instanceof Map)) return read
  const [hours, id] = [read.get('workingHours')?.[0], findCalendar(read.get('folder') ?? [])]
  const calendarFolder = id === undefined ? undefined : await readFolder(runner, address, id)
  if (calendarFolder && 'kind' in calendarFolder) return calendarFolder
  return onlyFound({ workingHours: hours, calendarFolder })
}

/** Calendars inside the calendar have a type of their own. */
const findCalendar = (folders: Bag[]): string | undefined => {
  const id = folders.find(({ FolderType }) => FolderType === 'Calendar')?.['FolderId']
  return id ? String(id) : undefined
}

/** By its id: the name of the folder is that of the mailbox's language (CIPP, Invoke-EditRoomMailbox.ps1). */
async function readFolder(runner: CmdletRunner, address: string, id: string): Promise<Part['calendarFolder'] | Failed> {
  const parameters = { Identity: `${address}:${id}`, User: 'Default' }
  const read = await readEach(runner, address, { entry: { name: 'Get-MailboxFolderPermission', parameters } })
  if (!(read instanceof Map)) return read
  const rights = read.get('entry')?.[0]?.['AccessRights']
  return rights === undefined ? undefined : { id, shows: [rights].flat().join(', ') }
}

/** By what each is for; what is not there finds nothing. */
async function readEach(
  runner: CmdletRunner,
  address: string,
  cmdlets: Record<string, Cmdlet>,
): Promise<Map<string, Bag[]> | Failed> {
  const names = Object.keys(cmdlets)
  const results = names.length > 0 ? await runner.run(Object.values(cmdlets), address) : []
  const failed = results.find((result): result is Failed => result.kind === 'failed' && result.reason !== 'absent')
  if (failed) return failed
  return new Map(results.map((result, place) => [names[place] ?? '', result.kind === 'ok' ? result.value : []]))
}
