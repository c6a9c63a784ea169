import { readSwitches } from '../switches.ts'
import type { CmdletFunction } from './cmdlet.ts'

/** Of the many settings of an organisation those that a room depends on. */
export const getOrganizationConfig: CmdletFunction<'Get-OrganizationConfig'> = (_, { facts, world }) => ({
  value: [
    {
      Name: facts.domain,
      DisplayName: facts.displayName,
      OAuth2ClientProfileEnabled: readSwitches(world).isModernAuthenticationEnabled,
    },
  ],
})
