/** Whose certificates a device needs before it can sign in, by the value of ROOMWRIGHT_CERTIFICATES: servers inside may have some that no device knows. */
const owners = {
  none: undefined,
  exchange: 'Exchange',
  skype: 'Skype for Business',
  both: 'Exchange and Skype for Business',
} as const
export type Certificates = keyof typeof owners
export const certificateNames = Object.keys(owners) as [Certificates, ...Certificates[]]

/** What whoever installs the device has to do first; nothing where no certificates are needed. */
export function sayCertificates(certificates: Certificates): string[] {
  const owner = owners[certificates]
  return owner === undefined
    ? []
    : [`Load the certificates for ${owner} on the device while signed in as Admin, before it signs in.`]
}
