import { z } from 'zod'
import { sayCertificates, type Certificates } from './certificates.ts'

/** Where a device has to get to; learn.microsoft.com/microsoftteams/rooms/security, "Network security" (11/2023), which also names what is open for the Teams Rooms Pro management service. */
export const services = [
  {
    name: 'Teams, Exchange Online, SharePoint Online, Microsoft 365 Common and Office Online',
    href: 'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges',
  },
  {
    name: 'Windows Update',
    href: 'https://learn.microsoft.com/windows-server/administration/windows-server-update-services/deploy/2-configure-wsus',
  },
  {
    name: 'Microsoft Store',
    href: 'https://learn.microsoft.com/microsoft-store/prerequisites-microsoft-store-for-business',
  },
  { name: 'Microsoft Intune', href: 'https://learn.microsoft.com/mem/intune/fundamentals/intune-endpoints' },
  {
    name: 'Teams Rooms Pro management, where it is used',
    href: 'https://learn.microsoft.com/microsoftteams/rooms/security#network-security',
  },
]

/** What whoever installs a device answers for before he gets the sign-in data, in the order in which it is asked. */
export const checks = {
  tpm: 'The device has a physical TPM chip',
  network: 'The device reaches the services listed here',
  alone: 'This account is on no other device',
  certificates: 'The certificates are loaded on the device',
} as const
export type Check = keyof typeof checks

const answer = z.enum(['yes', 'no'], 'must be yes or no')

/** Certificates are asked for where the estate has some. */
export const ticksSchema = z.strictObject({
  tpm: answer,
  network: answer,
  alone: answer,
  certificates: answer.optional(),
})
export type Ticks = z.output<typeof ticksSchema>

/** What has to be asked in an estate. */
export const checksFor = (certificates: Certificates): Check[] =>
  (Object.keys(checks) as Check[]).filter(
    (check) => check !== 'certificates' || sayCertificates(certificates).length > 0,
  )

/** What is not answered with yes, of what has to be. */
export const findOpen = (ticks: Ticks, certificates: Certificates): Check[] =>
  checksFor(certificates).filter((check) => ticks[check] !== 'yes')
