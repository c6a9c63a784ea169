import { change, parseFilter } from './cmdlet.ts'
import type { CmdletFunction, OnPremisesView } from './cmdlet.ts'
import { distinguishedName, suffixes } from './directory.ts'
import type { DirectoryObject, SkypeAccount } from './directory.ts'
import { fail, failUnsupported } from './failure.ts'
import { findUser } from './findObjects.ts'
import { dialPlans, findPool, isPolicy, voicePolicies } from './skypeTopology.ts'

/** The texts of Skype's cmdlets are those that administrators quote; no page lists them. */
function failNoObject(identity: string): never {
  fail('ManagementObjectNotFoundException', `Management object not found for identity "${identity}".`)
}

type Enabled = DirectoryObject & { skype: SkypeAccount }

function listSkype(
  view: OnPremisesView,
  kind: SkypeAccount['kind'],
  { Identity, Filter }: { Identity?: string | null; Filter?: string | null },
): object[] {
  if (Identity) return [showSkype(findSkype(view, kind, Identity))]
  const criteria = Filter ? (parseFilter(Filter) ?? failUnsupported(`the filter ${Filter}`)) : undefined
  return view.directory
    .all()
    .filter((object): object is Enabled => object.skype?.kind === kind)
    .filter((object) => !criteria || criteria.some((criterion) => isMatch(object, criterion)))
    .map(showSkype)
}

function isMatch({ skype }: Enabled, { property, value }: { property: string; value: string }): boolean {
  const known: Record<string, string | null> = {
    sipaddress: skype.sipAddress,
    lineuri: skype.lineUri,
    registrarpool: skype.registrarPool,
  }
  const held = known[property.toLowerCase()]
  if (held === undefined) failUnsupported(`the filter property ${property} (only SipAddress, LineURI, RegistrarPool)`)
  return held?.toLowerCase() === value.toLowerCase()
}

/** A meeting room does not show up as a user, nor a user as a meeting room (page Enable-CsMeetingRoom). */
function findSkype(view: OnPremisesView, kind: SkypeAccount['kind'] | 'any', identity: string): Enabled {
  const object = findUser(view, identity)
  const { skype } = object ?? {}
  if (!object || !skype || (kind !== 'any' && skype.kind !== kind)) failNoObject(identity)
  return { ...object, skype }
}

function showSkype(object: Enabled): object {
  const { account, skype, displayName } = object
  return {
    Identity: distinguishedName(object),
    DisplayName: displayName,
    SipAddress: skype.sipAddress,
    UserPrincipalName: account?.userPrincipalName,
    SamAccountName: account?.samAccountName,
    Enabled: true,
    RegistrarPool: skype.registrarPool,
    EnterpriseVoiceEnabled: skype.enterpriseVoice,
    LineURI: skype.lineUri,
    DialPlan: skype.dialPlan,
    VoicePolicy: skype.voicePolicy,
  }
}

export const getCsMeetingRoom: CmdletFunction<'Get-CsMeetingRoom'> = (wanted, view) =>
  listSkype(view, 'meetingRoom', wanted)

export const getCsUser: CmdletFunction<'Get-CsUser'> = (wanted, view) => listSkype(view, 'user', wanted)

export const enableCsMeetingRoom: CmdletFunction<'Enable-CsMeetingRoom'> = (given, view) => {
  const identity = given.Identity ?? ''
  const object = findUser(view, identity) ?? failNoObject(identity)
  const pool = findPool(given.RegistrarPool ?? '')
  if (!pool?.services.some((service) => service.startsWith('Registrar:'))) {
    fail(
      'InvalidOperationException',
      `Cannot find Registrar pool. Verify "${given.RegistrarPool}" is a valid Registrar pool.`,
    )
  }
  // That a second enabling is refused is an assumption; the page is silent.
  if (object.skype)
    fail('InvalidOperationException', `The account "${identity}" is already enabled for Skype for Business Server.`)
  const sipAddress = chooseSipAddress(object, given)
  refuseTakenSip(view, object, sipAddress)
  const skype = {
    kind: 'meetingRoom' as const,
    sipAddress,
    registrarPool: pool.fqdn,
    enterpriseVoice: false,
    lineUri: null,
    dialPlan: null,
    voicePolicy: null,
  }
  change(view, object, { ...object, skype })
  return []
}

interface SipChoice {
  SipAddress?: string | null
  SipAddressType?: string | null
  SipDomain?: string | null
}

/** One of the two is needed; what a type makes of the account, and that one needs SipDomain, stands on the page. */
function chooseSipAddress({ account, mail }: DirectoryObject, given: SipChoice): string {
  if (given.SipAddress) return checkSip(given.SipAddress)
  if (given.SipAddressType === 'EmailAddress') {
    return mail
      ? checkSip(`sip:${mail}`)
      : fail('InvalidOperationException', 'The account has no e-mail address in Active Directory.')
  }
  if (given.SipAddressType === 'UserPrincipalName') return checkSip(`sip:${account?.userPrincipalName}`)
  if (given.SipAddressType === 'SamAccountName' && given.SipDomain) {
    return checkSip(`sip:${account?.samAccountName}@${given.SipDomain}`)
  }
  fail('ArgumentException', 'Specify SipAddress, or SipAddressType with the SipDomain that it needs.')
}

function checkSip(address: string): string {
  const [, domain = ''] = /^sip:[^\s@]+@([^\s@]+)$/i.exec(address) ?? []
  if (suffixes.includes(domain.toLowerCase())) return address
  fail('InvalidOperationException', `"${address}" is not a SIP address of a SIP domain of this deployment.`)
}

function refuseTakenSip({ directory }: OnPremisesView, { id }: DirectoryObject, sipAddress: string): void {
  const holder = directory
    .all()
    .find((one) => one.id !== id && one.skype?.sipAddress.toLowerCase() === sipAddress.toLowerCase())
  if (holder)
    fail(
      'InvalidOperationException',
      `The SIP address "${sipAddress}" is already in use by "${distinguishedName(holder)}".`,
    )
}

export const setCsMeetingRoom: CmdletFunction<'Set-CsMeetingRoom'> = (
  { Identity, SipAddress, EnterpriseVoiceEnabled, LineURI },
  view,
) => {
  const object = findSkype(view, 'meetingRoom', Identity ?? '')
  const { skype } = object
  const lineUri = LineURI === undefined ? skype.lineUri : LineURI || null
  if (LineURI) refuseLine(view, object, LineURI)
  const sipAddress = SipAddress ? checkSip(SipAddress) : skype.sipAddress
  refuseTakenSip(view, object, sipAddress)
  const enterpriseVoice = EnterpriseVoiceEnabled ?? skype.enterpriseVoice
  change(view, object, { ...object, skype: { ...skype, sipAddress, lineUri, enterpriseVoice } })
  return []
}

/** Page Set-CsMeetingRoom, LineURI: E.164 behind "TEL:", an extension at its end. */
function refuseLine({ directory }: OnPremisesView, { id }: DirectoryObject, lineUri: string): void {
  if (!/^tel:\+[1-9]\d{1,14}(;ext=\d+)?$/i.test(lineUri)) {
    fail('ArgumentException', `LineUri "${lineUri}" is not valid: use "tel:" and a number in E.164 form.`)
  }
  const holder = directory
    .all()
    .find((one) => one.id !== id && one.skype?.lineUri?.toLowerCase() === lineUri.toLowerCase())
  if (holder)
    fail('InvalidOperationException', `Filter failed to return unique result, "[${distinguishedName(holder)}]".`)
}

export const disableCsMeetingRoom: CmdletFunction<'Disable-CsMeetingRoom'> = ({ Identity }, view) => {
  const object = findSkype(view, 'meetingRoom', Identity ?? '')
  change(view, object, { ...object, skype: null })
  return []
}

export const grantCsDialPlan: CmdletFunction<'Grant-CsDialPlan'> = ({ Identity, PolicyName }, view) => {
  const object = findSkype(view, 'any', Identity ?? '')
  refuseUnknownPolicy(dialPlans, PolicyName)
  change(view, object, { ...object, skype: { ...object.skype, dialPlan: PolicyName ?? null } })
  return []
}

export const grantCsVoicePolicy: CmdletFunction<'Grant-CsVoicePolicy'> = ({ Identity, PolicyName }, view) => {
  const object = findSkype(view, 'any', Identity ?? '')
  refuseUnknownPolicy(voicePolicies, PolicyName)
  change(view, object, { ...object, skype: { ...object.skype, voicePolicy: PolicyName ?? null } })
  return []
}

function refuseUnknownPolicy(policies: typeof dialPlans, name: string | null | undefined): void {
  if (!name || isPolicy(policies, name)) return
  fail(
    'ArgumentException',
    `Policy "${name}" is not a user policy. You can assign only a user policy to a specific user.`,
  )
}
