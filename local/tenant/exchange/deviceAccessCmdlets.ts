import type { ClientAccess, DevicePolicy } from '../world.ts'
import { differing, unchanged } from './cmdlet.ts'
import type { CmdletFunction, ExchangeView } from './cmdlet.ts'
import { refuseCmdlet, refuseNotFound } from './failure.ts'
import { findMailbox } from './findRecipients.ts'

/** The built-in policy; its settings are the defaults of the page New-MobileDeviceMailboxPolicy. */
const builtIn: DevicePolicy = { Name: 'Default', PasswordEnabled: false, AllowNonProvisionableDevices: true }

const usual: ClientAccess = { ActiveSyncEnabled: true, ActiveSyncMailboxPolicy: null }

export const getClientAccess: CmdletFunction<'Get-CASMailbox'> = ({ Identity }, view) => {
  const { id, name, primarySmtpAddress } = findMailbox(view, Identity)
  const { ActiveSyncEnabled, ActiveSyncMailboxPolicy } = view.look(view.world.clientAccess, id) ?? usual
  const shown = {
    Identity: name,
    Name: name,
    PrimarySmtpAddress: primarySmtpAddress,
    ActiveSyncEnabled,
    ActiveSyncMailboxPolicy: ActiveSyncMailboxPolicy ?? builtIn.Name,
    ActiveSyncMailboxPolicyIsDefaulted: ActiveSyncMailboxPolicy === null,
  }
  return { value: [shown] }
}

export const setClientAccess: CmdletFunction<'Set-CASMailbox'> = (parameters, view) => {
  const { clientAccess } = view.world
  const mailbox = findMailbox(view, parameters.Identity)
  const { ActiveSyncMailboxPolicy: asked } = parameters
  const current = clientAccess.truth(mailbox.id) ?? usual
  const policy = asked ? findPolicy(view, asked).Name : asked
  const given = { ...parameters, ...(policy !== undefined && { ActiveSyncMailboxPolicy: policy }) }
  const changes = differing<ClientAccess>(given as Partial<ClientAccess>, current)
  if (Object.keys(changes).length === 0) return unchanged(mailbox)
  clientAccess.write(mailbox.id, { ...current, ...changes }, 'mailboxChanged')
  return {}
}

export const getPolicies: CmdletFunction<'Get-MobileDeviceMailboxPolicy'> = ({ Identity }, view) => ({
  value: (Identity ? [findPolicy(view, Identity)] : allPolicies(view)).map(showPolicy),
})

export const newPolicy: CmdletFunction<'New-MobileDeviceMailboxPolicy'> = (parameters, view) => {
  const { Name: name, PasswordEnabled, AllowNonProvisionableDevices } = parameters
  const Name = name ?? ''
  const key = Name.toLowerCase()
  if (key === builtIn.Name.toLowerCase() || view.world.devicePolicies.truth(key)) {
    refuseCmdlet(`The mobile device mailbox policy "${Name}" already exists.`)
  }
  const policy = {
    Name,
    PasswordEnabled: PasswordEnabled ?? builtIn.PasswordEnabled,
    AllowNonProvisionableDevices: AllowNonProvisionableDevices ?? builtIn.AllowNonProvisionableDevices,
  }
  view.world.devicePolicies.write(key, policy, 'mailboxChanged')
  return { value: [showPolicy(policy)] }
}

function allPolicies({ world, look }: ExchangeView): DevicePolicy[] {
  const made = world.devicePolicies.ids().flatMap((key) => look(world.devicePolicies, key) ?? [])
  return [builtIn, ...made]
}

function findPolicy(view: ExchangeView, name: string): DevicePolicy {
  const found = allPolicies(view).find(({ Name }) => Name.toLowerCase() === name.toLowerCase())
  return found ?? refuseNotFound(name)
}

function showPolicy(policy: DevicePolicy): object {
  return { Identity: policy.Name, ...policy, IsDefault: policy.Name === builtIn.Name }
}
