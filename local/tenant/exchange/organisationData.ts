/** Cmdlets about the organisation as a whole; pages and dates as in cmdletData.ts, which roles give them is an assumption. */
export const organisationCmdlets = {
  'Get-OrganizationConfig': {
    source: 'Get-OrganizationConfig.md, 2026-02-27',
    roles: ['View-Only Configuration'],
    latency: 'exchangeRead',
    required: [],
    parameters: {},
    elsewhere: '',
  },
} as const
