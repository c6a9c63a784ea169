import { expect, test } from 'vitest'
import { at, failureOf, pro, rehearse, waitFor } from './rehearsal.ts'

const teamsRoom = {
  AutomateProcessing: 'AutoAccept',
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
  ProcessExternalMeetingMessages: true,
}

test('an online room is made from nothing with the real Graph client and batches of cmdlets', async () => {
  const { exchange, exchangeRaw, graphClient, control } = await rehearse()
  const address = at('confrm2')
  const room = { Identity: address }
  const user = graphClient.api(`/users/${address}`)
  const hasLicence = async () =>
    ((await graphClient.api(`/users/${address}/licenseDetails`).get()) as { value: object[] }).value.length > 0
  const settings = [
    ['Set-CalendarProcessing', { ...room, ...teamsRoom }],
    ['Set-Place', { ...room, Building: 'Aker Brygge 1', Floor: 4, City: 'Oslo', CountryOrRegion: 'NO', Capacity: 12 }],
    ['Set-MailboxRegionalConfiguration', { ...room, Language: 'nb-NO', TimeZone: 'W. Europe Standard Time' }],
  ].map(([CmdletName, Parameters], id) => ({
    id: String(id),
    method: 'POST',
    url: '/adminapi/beta/contoso.onmicrosoft.com/InvokeCommand',
    body: { CmdletInput: { CmdletName, Parameters } },
  }))

  await exchange('New-Mailbox', {
    Name: 'confrm2',
    DisplayName: 'Conference Room 2',
    Room: true,
    PrimarySmtpAddress: address,
  })
  await waitFor(
    () => exchange('Get-Mailbox', room),
    ({ status }) => status === 200,
  )
  const { body } = await exchangeRaw('POST', '/$batch', { requests: settings })
  await waitFor(() => user.get().catch(() => undefined) as Promise<unknown>, Boolean)
  await user.patch({ passwordPolicies: 'DisablePasswordExpiration', usageLocation: 'NO' })
  await user.patch({ passwordProfile: { password: 'Str0ng-enough!', forceChangePasswordNextSignIn: false } })
  await graphClient
    .api(`/users/${address}/assignLicense`)
    .post({ addLicenses: [{ skuId: pro, disabledPlans: [] }], removeLicenses: [] })
  await waitFor(hasLicence, Boolean)

  expect(body.responses.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await control('GET', `/accounts/${address}`)).body).toMatchObject({
    user: { accountEnabled: true, passwordPolicies: 'DisablePasswordExpiration', usageLocation: 'NO' },
    passwordSets: 1,
    calendar: teamsRoom,
    place: { Building: 'Aker Brygge 1', CountryOrRegion: 'Norway', Capacity: 12 },
    region: { Language: 'nb-NO' },
    licences: ['Microsoft_Teams_Rooms_Pro'],
  })
})

test('what is not visible yet answers word for word as what does not exist', async () => {
  const { exchange, graph } = await rehearse({ speed: 20 })
  await exchange('New-Mailbox', { Name: 'hidden', Room: true, PrimarySmtpAddress: at('hidden') })
  const ask = async (name: string) => {
    const [mailbox, user] = [
      await exchange('Get-Mailbox', { Identity: at(name) }),
      await graph('GET', `/users/${at(name)}`),
    ]
    return [mailbox.status, failureOf(mailbox), user.status, user.body.error.message].map((part) =>
      String(part).replaceAll(name, '?'),
    )
  }

  const [hidden, absent] = [await ask('hidden'), await ask('absent')]

  expect(hidden).toEqual(absent)
})
