import { z } from 'zod'
import type { HttpRequest } from '@azure/functions'
import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { exceptionSchema, findExceptionProblem } from '../../shared/room/estate/exceptions.ts'
import { Problem } from '../../shared/room/problems.ts'
import { address } from '../../shared/room/request.ts'
import type { RoomAccounts } from '../../shared/store/accounts.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  accounts: Pick<RoomAccounts, 'read'>
  sendCommand: SendCommand
}

interface Asked {
  request: HttpRequest
  /** What every command about an account has. */
  of: { account: string; at: string; by: string }
  now: Date
}

const endSchema = z.strictObject({ setting: z.string().max(100) })

const actions = {
  recheck: async ({ of }: Asked) => ({ kind: 'recheck', ...of }) as const,
  except: async ({ request, of, now }: Asked) => {
    const exception = parseBy(exceptionSchema, parseJson(await readBody(request)))
    const problem = findExceptionProblem(exception.until, now)
    if (problem) throw new Problem('request-invalid', {}, [problem])
    return { kind: 'except', ...of, exception } as const
  },
  'end-exception': async ({ request, of }: Asked) =>
    ({ kind: 'end-exception', ...of, ...parseBy(endSchema, parseJson(await readBody(request))) }) as const,
}

const isAction = (text: string): text is keyof typeof actions => Object.hasOwn(actions, text)

/** POST /api/accounts/{address}/recheck, /except (setting, owner, reason, until) and /end-exception (setting), for administrators; what came of it shows in the account. */
export const changeAccount = ({ signIn, clock, accounts, sendCommand }: Needs): Door => ({
  name: 'changeAccount',
  route: 'api/accounts/{address}/{action}',
  methods: ['POST'],
  handler: async function changeAccount(request) {
    const { address: text = '', action = '' } = request.params
    if (!isAction(action)) throw new Problem('page-unknown')
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const { data: account } = address.safeParse(text)
    const known = account === undefined ? undefined : await accounts.read(account)
    if (!known || account === undefined) throw new Problem('account-unknown', { account: text.slice(0, 113) })
    const now = clock.now()
    const at = now.toISOString()
    await sendCommand(await actions[action]({ request, of: { account, at, by }, now }))
    return json(202, { account, at })
  },
})
