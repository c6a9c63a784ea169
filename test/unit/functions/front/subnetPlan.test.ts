import { expect, it } from 'vitest'
import { askForSubnetPlan, readSubnetPlan } from '../../../../functions/front/subnetPlan.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, signedIn } from '../../../kit/front.ts'

const headers = { ...signedIn, 'content-type': 'application/json' }
const plan = { name: 'Oslo', ranges: ['203.0.113.0/24'], group: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d' }
const asked = (changes: object = {}) =>
  aDoorRequest({ method: 'POST', headers, body: JSON.stringify({ ...plan, ...changes }) })

it('a plan is a command that the back understands, and the same one when it is sent again', async () => {
  const { sent, call } = aFront(adam)

  const answers = [await call(askForSubnetPlan)(asked()), await call(askForSubnetPlan)(asked())]

  expect(answers.map(({ status }) => status)).toEqual([202, 202])
  expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  expect(sent[1]).toEqual(sent[0])
})

it('a plan is for administrators alone', async () => {
  const { sent, call } = aFront(rita)

  const { status } = await call(askForSubnetPlan)(asked())

  expect([status, sent]).toEqual([403, []])
})

it('a plan for everywhere is refused, and nothing is sent', async () => {
  const { sent, call } = aFront(adam)

  const { status } = await call(askForSubnetPlan)(asked({ ranges: ['0.0.0.0/0'] }))

  expect([status, sent]).toEqual([422, []])
})

it.each(['0123456789abcdef0123', '../requests'])(
  'of the plan %s, which nobody has worked on, is said that it is queued',
  async (id) => {
    const { call } = aFront(adam)

    const answer = await call(readSubnetPlan)(aDoorRequest({ headers, params: { id } }))

    expect(jsonOf(answer)).toMatchObject({ id, state: 'queued', lines: [] })
  },
)
