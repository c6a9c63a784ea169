import type { Finding } from '../../shared/room/settings/catalogue.ts'

/** When tests of the estate look, and look again. */
export const today = '2026-11-21'
export const early = '2026-11-21T08:00:00.000Z'
export const late = '2026-11-21T09:00:00.000Z'

export const wrong = (setting: string, actual: unknown = true): Finding => ({
  setting,
  state: 'wrong',
  actual: actual as boolean,
  wanted: false,
})

/** Somebody answers for it; until when, the test says. */
export const exception = {
  setting: 'mailbox.deleteComments',
  owner: 'o@contoso.com',
  reason: 'r',
  by: 'b@contoso.com',
  at: early,
}
