import { z } from 'zod'
import { approvalReasons, usualReasons, type ApprovalReason } from './room/approval.ts'
import { driftSchema } from './room/estate/drift.ts'
import { certificateNames } from './room/certificates.ts'
import { cloudNames } from './room/clouds.ts'
import { usualPatience } from './room/patience.ts'
import { topologyNames } from './room/topology.ts'
import { profilesSchema } from './room/profiles.ts'
import { displayNamePattern, namePattern } from './room/pattern.ts'
import { domain, emailAddress } from './room/request.ts'
import { Secret } from './secret.ts'
import { address, connection, jsonOf, secret, signingForm, whole } from './settingTypes.ts'

const busSettings = {
  ROOMWRIGHT_BUS: connection
    .optional()
    .describe('Service Bus connection string; on Azure leave it out and set the next one'),
  ROOMWRIGHT_BUS__fullyQualifiedNamespace: z
    .string()
    .optional()
    .describe('Service Bus namespace, such as name.servicebus.windows.net; signed in by managed identity'),
  ROOMWRIGHT_QUEUE: z.string().default('commands').describe('Name of the queue of commands'),
}
const tableSettings = {
  ROOMWRIGHT_TABLES: connection.describe(
    'Where tables are: the https address of the table service (managed identity), or a connection string of a storage emulator',
  ),
}
const siteSettings = {
  ROOMWRIGHT_SITE: address.describe('Address of the front, as people open it; links in tickets start with it'),
}

const signingSecret = z
  .string()
  .regex(signingForm, 'must be whsec_ and base64 of 24 to 64 bytes')
  .transform((text) => new Secret(text))

/** Both apps have it: the front refuses what contradicts a profile, the back fills in what it says. */
const profileSettings = {
  ROOMWRIGHT_PROFILES: jsonOf(profilesSchema, '{}').describe(
    'Classes of rooms beside the built-in ones, or in the place of one of the same name, as JSON such as {"huddle":{"why":"Small and for the moment","values":{"maximumDurationInMinutes":120}}}; docs/profiles.md has the built-in ones and every value. The same in front and back',
  ),
}

/** Both apps have it: the front asks for them, the back checks the answer. */
const certificateSettings = {
  ROOMWRIGHT_CERTIFICATES: z
    .enum(certificateNames, `must be one of ${certificateNames.join(', ')}`)
    .default('none')
    .describe(
      `Whose certificates devices need before they can sign in, so that the ready answer says so and the hand-over asks for them; the same in front and back: ${certificateNames.join(', ')}`,
    ),
}

/** Settings of the front app. The front cannot even name the tenant. */
export const frontSettings = z.object({
  ...busSettings,
  ...tableSettings,
  ...siteSettings,
  ...profileSettings,
  ...certificateSettings,
  ROOMWRIGHT_ISSUER: address.describe(
    'Issuer of sign-in tokens, such as https://login.microsoftonline.com/TENANT/v2.0',
  ),
  ROOMWRIGHT_AUDIENCE: z.string().min(1).describe('Audience that a token must be made for (application id of the API)'),
  ROOMWRIGHT_CLIENT_ID: z.string().min(1).describe('Client id with which the page signs people in'),
  ROOMWRIGHT_CALLS_PER_MINUTE: whole(10, 1_000_000)
    .default(600)
    .describe('Calls that the API takes of one person in a minute, in each instance of the front'),
  ROOMWRIGHT_WEBHOOKS_PER_MINUTE: whole(10, 1_000_000)
    .default(600)
    .describe('Messages that it takes of one ticketing system in a minute, in each instance of the front'),
  ROOMWRIGHT_ID_KEY: secret.describe(
    'Secret with which the front marks the ids that it hands out; any long random text',
  ),
})

const patienceSchema = z.strictObject(
  Object.fromEntries(Object.keys(usualPatience).map((name) => [name, z.int().min(1).optional()])),
)
const reasonNames = Object.keys(approvalReasons) as [ApprovalReason, ...ApprovalReason[]]
const topologiesSchema = z.record(
  z.string().regex(/^(?:\*|[a-z0-9.-]{3,48})$/, 'must be * or a domain in lower case'),
  z.enum(topologyNames),
)

const licenceGroupsSchema = z.strictObject({
  pro: z.guid().optional(),
  basic: z.guid().optional(),
  standard: z.guid().optional(),
  premium: z.guid().optional(),
})

/** Settings of the back app. */
export const backSettings = z.object({
  ...busSettings,
  ...tableSettings,
  ...siteSettings,
  ...profileSettings,
  ...certificateSettings,
  ROOMWRIGHT_TENANT_ID: z.guid().describe('Id of the Microsoft 365 tenant'),
  ROOMWRIGHT_CLOUD: z
    .enum(cloudNames)
    .default('global')
    .describe(
      `Cloud that the tenant is in; the addresses of Graph, Exchange Online and Azure follow it, and what tokens are made for: ${cloudNames.join(', ')}`,
    ),
  ROOMWRIGHT_DOMAIN: domain.describe('Domain of room accounts whose address nobody asked for'),
  ROOMWRIGHT_NAME_PATTERN: z
    .string()
    .default('mtr-{site}-{floor}-{room}')
    .pipe(namePattern)
    .describe(
      'How such addresses are made, of {site}, {building}, {floor}, {room}, {module} and literal text; dynamic groups can find rooms by text at the start',
    ),
  ROOMWRIGHT_DISPLAY_NAME_PATTERN: z
    .string()
    .default('{room}')
    .pipe(displayNamePattern)
    .describe(
      'How the name that people see is made, of {site}, {building}, {floor}, {room}, {capacity} and literal text; what stands in brackets goes with its part, as in {room} ({capacity} seats)',
    ),
  ROOMWRIGHT_CANARY: emailAddress
    .optional()
    .describe(
      'Mailbox of nobody from which a room is booked for a test, and then a clash; both are deleted again. Needs Calendars.ReadWrite on this mailbox and, to see that nothing is left, a permission to read calendars of rooms; without the setting rooms are not probed',
    ),
  ROOMWRIGHT_TOPOLOGIES: jsonOf(topologiesSchema, '{}').describe(
    `Where rooms live, by domain of their address, as JSON such as {"*":"online","corp.contoso.com":"on-premises"}; topologies: ${topologyNames.join(', ')}`,
  ),
  ROOMWRIGHT_APPROVAL: jsonOf(z.array(z.enum(reasonNames)), JSON.stringify(usualReasons)).describe(
    `For what somebody has to agree first, as a JSON list; reasons: ${reasonNames.join(', ')}`,
  ),
  ROOMWRIGHT_LICENCE_GROUPS: jsonOf(licenceGroupsSchema, '{}').describe(
    'Groups that give room licences, as JSON of group ids by kind (pro, basic, standard, premium); without one the licence is assigned to the account itself',
  ),
  ROOMWRIGHT_ARM_URL: address
    .optional()
    .describe('Azure Resource Manager, which starts the jobs of the worker; else that of the cloud'),
  ROOMWRIGHT_AUTOMATION_ACCOUNT: z
    .string()
    .regex(
      /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Automation\/automationAccounts\/[^/]+$/i,
      'must be the resource id of an Automation account',
    )
    .optional()
    .describe('Resource id of the Automation account that holds the runbook; needed where rooms are on premises'),
  ROOMWRIGHT_WORKER_GROUP: z
    .string()
    .max(128)
    .optional()
    .describe('Group of hybrid workers that run it; needed where rooms are on premises'),
  ROOMWRIGHT_SKYPE_ONLINE: z
    .enum(['retired', 'ask'], 'must be retired or ask')
    .default('retired')
    .describe(
      'What is done about Skype for Business Online, which Microsoft retired on 31 July 2021. retired: a request for it is answered so. ask: the worker is asked in each request whether it still answers, which takes a job and its connector and credential there',
    ),
  ROOMWRIGHT_GRAPH_URL: address.optional().describe('Microsoft Graph; else that of the cloud'),
  ROOMWRIGHT_EXCHANGE_URL: address.optional().describe('Exchange Online; else that of the cloud'),
  ROOMWRIGHT_VAULT_URL: address.describe('Key Vault that holds the passwords of rooms'),
  ROOMWRIGHT_LICENCE_LEAD_DAYS: whole(0, 365)
    .default(21)
    .describe(
      'Days before the installation at which the licence is assigned; a request that names no day gets it at once',
    ),
  ROOMWRIGHT_CALLS_IN_FLIGHT: whole(1, 100)
    .default(6)
    .describe(
      'Calls to the tenant at the same time, in one instance; about half of what the tenant allows, because instances overlap at a deployment',
    ),
  ROOMWRIGHT_LOOK_SECONDS: whole(5, 86_400)
    .default(300)
    .describe('How long a run may be silent before the sweeper looks at it'),
  ROOMWRIGHT_DRIFT: jsonOf(driftSchema, '{"*":["alert"]}').describe(
    'What is done about a setting that is not as it should be, as JSON: a setting, a pane or * for all others, each with alert, remediate, both or none, such as {"*":["alert"],"mailbox.deleteComments":["alert","remediate"]}',
  ),
  ROOMWRIGHT_ALERT_URL: address
    .optional()
    .describe('Where alerts about room accounts are sent, signed by Standard Webhooks; without it the page has them'),
  ROOMWRIGHT_ALERT_SECRET: signingSecret
    .optional()
    .describe('Secret that alerts are signed with: whsec_ and base64 of 24 to 64 bytes'),
  ROOMWRIGHT_LICENCES_LOW: whole(0, 10_000).default(3).describe('Units left at which a room licence is running out'),
  ROOMWRIGHT_SCAN_HOURS: whole(1, 720)
    .default(24)
    .describe('Hours between two scans of all room accounts; the first is asked for on the page of accounts'),
  ROOMWRIGHT_ROOMS_AT_ONCE: whole(1, 100)
    .default(10)
    .describe('Rooms of one list that are worked on, or wait, at the same time; the others are held back'),
  ROOMWRIGHT_PATIENCE: jsonOf(patienceSchema, '{}').describe(
    `Seconds of patience by name, as JSON; names: ${Object.keys(usualPatience).join(', ')}`,
  ),
})
