/** Milliseconds as on Microsoft's side, before any compression: the least and the most that is drawn. */
export type Range = readonly [least: number, most: number]

/**
 * How long one call takes on the service's side. Microsoft publishes no such numbers: these are of the size that public
 * scripts and tools wait for, and fixed here so that a critical path can be computed.
 */
export const latencies = {
  graphBatch: [10, 30],
  graphRead: [60, 150],
  graphList: [90, 250],
  graphWrite: [120, 400],
  assignLicence: [300, 900],
  exchangeBatch: [20, 60],
  moduleFile: [1_500, 3_000],
  exchangeRead: [250, 600],
  newMailbox: [3_000, 6_000],
  setMailbox: [800, 1_800],
  setCalendar: [800, 1_500],
  setPlace: [600, 1_200],
  setRegion: [700, 1_300],
  teamsRead: [150, 500],
  teamsWrite: [300, 900],
  policyRead: [100, 300],
  policyWrite: [200, 600],
  signInList: [500, 1_500],
  eventRead: [80, 200],
  eventWrite: [200, 600],
  armRead: [80, 250],
  armWrite: [300, 900],
  onPremisesRead: [300, 900],
  onPremisesWrite: [500, 1_500],
  onPremisesNew: [1_500, 4_000],
  refusal: [5, 20],
} as const satisfies Record<string, Range>

/**
 * How a job spends its time besides its cmdlets: until a worker that looks for work has it, PowerShell with its modules and
 * remote sessions, and their end. No page gives numbers; jobs of this kind take some 10 to 40 seconds.
 */
export const workerTimes = {
  pickUp: [4_000, 14_000],
  start: [5_000, 15_000],
  close: [500, 2_000],
} as const satisfies Record<string, Range>

/** Milliseconds between two cycles of directory synchronisation (learn, "Microsoft Entra Connect Sync: Scheduler", 2025). */
export const syncInterval = 1_800_000

/**
 * `membership` is what the rules of dynamic groups and the licences of groups are worked out from, `roomFinder` the directory of places,
 * `skypeOnline` what Skype for Business Online knew of accounts.
 */
export type Store = 'exchange' | 'graph' | 'membership' | 'roomFinder' | 'skypeOnline'

export interface Lag {
  /** After how long a store shows the write; a store that is not named shows it at once. */
  after: Partial<Record<Store, Range>>
  /** The first look in each lagging store finds the old state even when compression has made the lag shorter than a call. */
  unseenOnce?: true
}

/** That a licence takes ten minutes to an hour to reach Skype for Business Online is an assumption; pages said up to a day. */
const toSkype = [600_000, 3_600_000] as const
const minutesToAnHour = [120_000, 3_600_000] as const
/** Places of Graph: hours (CIPP-API pull request 1297); a day at most is an assumption. */
const hoursToADay = [3_600_000, 86_400_000] as const

/**
 * When a write is seen where. New-Mailbox: scripts wait 20–31 s for the Entra user and other Exchange cmdlets may not
 * find the mailbox at first (Microsoft365DSC issue 3628). Licences: 2–5 min (CIPP, Set-CIPPUserLicense.ps1). The others are
 * assumptions of the right order, those of synchronised accounts begin when a cycle has exported them; that rules and licences of groups take minutes to an hour is one. Calendar and regional settings live in the mailbox itself and are read from there.
 */
export const lags = {
  none: { after: {} },
  mailboxCreated: { after: { exchange: [2_000, 15_000], roomFinder: hoursToADay }, unseenOnce: true },
  accountCreated: { after: { graph: [8_000, 60_000], membership: minutesToAnHour }, unseenOnce: true },
  accountSynced: { after: { graph: [5_000, 60_000], exchange: [60_000, 300_000] }, unseenOnce: true },
  mailboxSynced: { after: { exchange: [300_000, 1_200_000] }, unseenOnce: true },
  mailboxChanged: { after: { exchange: [200, 2_000] } },
  userChangedInExchange: { after: { graph: [5_000, 60_000], membership: minutesToAnHour } },
  userChanged: { after: { graph: [500, 5_000], exchange: [5_000, 60_000], membership: minutesToAnHour } },
  calendarChanged: { after: {} },
  regionChanged: { after: {} },
  mailboxConverted: { after: { exchange: [2_000, 30_000], roomFinder: hoursToADay }, unseenOnce: true },
  userRestored: { after: { graph: [1_000, 15_000], membership: minutesToAnHour }, unseenOnce: true },
  /** Exchange hears of it within minutes: of the order of what a restored mailbox takes, an assumption. */
  userDeleted: {
    after: { graph: [1_000, 15_000], exchange: [10_000, 120_000], membership: minutesToAnHour },
    unseenOnce: true,
  },
  groupCreated: { after: { graph: [1_000, 15_000], membership: minutesToAnHour }, unseenOnce: true },
  groupChanged: { after: { graph: [500, 5_000], membership: minutesToAnHour } },
  mailboxRestored: { after: { exchange: [30_000, 300_000] }, unseenOnce: true },
  placeChanged: { after: { exchange: [500, 3_000], roomFinder: hoursToADay } },
  licenceChanged: { after: { graph: [120_000, 300_000], skypeOnline: toSkype }, unseenOnce: true },
  /** A change in Teams administration: minutes in practice, no number is published. */
  numberChanged: { after: { graph: [30_000, 120_000] }, unseenOnce: true },
  operationStarted: { after: { graph: [1_000, 2_000] } },
  operationEnded: { after: { graph: [5_000, 30_000] }, unseenOnce: true },
  /** How long an invitation and its answer are under way: of the order of seconds to a minute, an assumption. */
  meetingReceived: { after: { graph: [2_000, 20_000] } },
  roomAnswered: { after: { graph: [5_000, 60_000] }, unseenOnce: true },
  /** Within minutes as a rule, no number is published for this. */
  signInLogged: { after: { graph: [120_000, 300_000] }, unseenOnce: true },
  /** A policy or named location: an assumption; Microsoft says only that it takes effect after some time. */
  accessChanged: { after: { graph: [1_000, 10_000] }, unseenOnce: true },
  teamsPolicyChanged: { after: { graph: [60_000, 600_000] }, unseenOnce: true },
} as const satisfies Record<string, Lag>

export type LagName = keyof typeof lags

/**
 * Graph: learn.microsoft.com/graph/throttling-limits, identity and access, per app and tenant (text of 2025; writes: 2023).
 * Exchange publishes no number: the limit of concurrent requests is an assumption, its text is real.
 */
export const limits = {
  /** The same page: conditional access per tenant, reports per app and tenant. */
  conditionalAccess: { calls: 1, milliseconds: 1_000 },
  reports: { calls: 5, milliseconds: 10_000 },
  graphWrites: { calls: 3_000, milliseconds: 150_000 },
  graphUnits: { milliseconds: 10_000, small: 3_500, medium: 5_000, large: 8_000 },
  exchangeConcurrent: 10,
  exchangeRetryMilliseconds: 3_000,
} as const
