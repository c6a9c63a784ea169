import type { AccountRef } from '../room/plan.ts'
import type { User } from '../room/snapshot.ts'
import { neverExpires } from '../room/settings/account.ts'
import { isMasteredOnPremises } from '../room/topology.ts'
import type { Secret } from '../secret.ts'
import type { Cmdlet, CmdletRunner } from './cmdletRunner.ts'
import { toEffect, type Effect, type Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { readDirectory, toDirectoryUser } from './readServer.ts'
import { accountRequests, firstFailure, readUser, type UserChanges } from './users.ts'

export interface AccountChanges extends Omit<UserChanges, 'password'> {
  /** Graph gets the value; a worker gets the version and fetches the value from the vault. */
  password?: { version: string; value: Secret }
}

/** The account as it is after a change. */
export interface AccountReading {
  isEnabled: boolean
  neverExpires: boolean
  /** Undefined too where there is no account in the cloud. */
  usageLocation?: string
}

/** Sign-in, password and location of accounts, where they are mastered. */
export interface Accounts {
  /** Writes what is given and reads the account back, in one request of each service. */
  prepareAccount(account: AccountRef, changes: AccountChanges): Promise<AccountReading | Failed>
  setEnabled(account: AccountRef, isEnabled: boolean): Promise<Effect>
}

export function makeAccounts(graph: Graph, worker: CmdletRunner): Accounts {
  const [cloud, directory] = [cloudAccounts(graph), directoryAccounts(graph, worker)]
  const of = ({ topology }: AccountRef): Accounts => (isMasteredOnPremises(topology) ? directory : cloud)
  return {
    prepareAccount: (account, changes) => of(account).prepareAccount(account, changes),
    setEnabled: (account, isEnabled) => of(account).setEnabled(account, isEnabled),
  }
}

function cloudAccounts(graph: Graph): Accounts {
  return {
    async prepareAccount({ userId = '' }, { password, ...changes }) {
      const user = await patchUser(graph, userId, {
        ...changes,
        ...(password && { password: password.value.reveal() }),
      })
      return 'kind' in user ? user : toReading(user)
    },
    async setEnabled({ userId = '' }, accountEnabled) {
      const enable = { id: 'enable', method: 'PATCH', url: `/users/${userId}`, body: { accountEnabled } } as const
      return firstFailure(await graph.batch([enable])) ?? { kind: 'done' }
    },
  }
}

function directoryAccounts(graph: Graph, worker: CmdletRunner): Accounts {
  return {
    async prepareAccount({ address, userId }, { password, ...changes }) {
      const results = await worker.run(directoryCmdlets(address, changes, password?.version), address)
      const effect = toEffect(results)
      if (effect.kind === 'failed') return effect
      const last = results.at(-1)
      const account = toDirectoryUser((last?.kind === 'ok' ? last.value[0] : undefined) ?? {})
      // The country of a synchronised account can be written in the cloud; nothing else of it can.
      const { usageLocation } = changes
      if (userId === undefined) return account
      const user = await patchUser(graph, userId, usageLocation === undefined ? {} : { usageLocation })
      return 'kind' in user ? user : { ...toReading(user), ...account }
    },
    async setEnabled({ address }, isEnabled) {
      const name = isEnabled ? 'Enable-ADAccount' : 'Disable-ADAccount'
      return toEffect(await worker.run([{ name, parameters: { Identity: address } }], address))
    },
  }
}

async function patchUser(graph: Graph, userId: string, changes: UserChanges): Promise<User | Failed> {
  const answers = await graph.batch(accountRequests(userId, changes))
  return firstFailure(answers) ?? readUser(answers.get('user'))
}

const toReading = ({ isEnabled, passwordPolicies, usageLocation }: User): AccountReading => ({
  isEnabled,
  neverExpires: neverExpires(passwordPolicies),
  ...(usageLocation !== undefined && { usageLocation }),
})

/** Password last: an account that never had one keeps none if the other change is refused. */
function directoryCmdlets(address: string, { passwordPolicies }: UserChanges, version: string | undefined): Cmdlet[] {
  const ofAccount = { Identity: address }
  const isFlagged = passwordPolicies !== undefined
  return [
    ...(isFlagged
      ? [{ name: 'Set-ADUser', parameters: { ...ofAccount, PasswordNeverExpires: neverExpires(passwordPolicies) } }]
      : []),
    ...(version === undefined
      ? []
      : [
          {
            name: 'Set-ADAccountPassword',
            parameters: { ...ofAccount, Reset: true },
            secrets: { NewPassword: version },
          },
        ]),
    readDirectory(address),
  ]
}
