import { describe, expect, it } from 'vitest'
import { compareSettings, findDifferences } from '../../../shared/room/settings/catalogue.ts'
import type { Death } from '../../kit/mortal.ts'
import { aCommand, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aStory } from '../../kit/story.ts'

async function tell(death?: Death) {
  const story = aStory()
  story.tell(aCommand())
  const calls = await story.run(death)
  return { ...story, calls }
}
type Story = Awaited<ReturnType<typeof tell>>

const undisturbed = await tell()

/** One new room for each death: before and after every call of the back to tables, tenant, vault and desk. */
async function tellAllDeaths(): Promise<{ death: string; story: Story }[]> {
  const told = []
  for (let at = 1; at <= undisturbed.calls; at++)
    for (const when of ['before', 'after'] as const)
      told.push({ death: `${when} call ${at}`, story: await tell({ at, when }) })
  return told
}
const told = await tellAllDeaths()

/** The deaths after which something is not as it must be. */
async function findBroken(isRight: (story: Story) => Promise<boolean>): Promise<string[]> {
  const broken: string[] = []
  for (const { death, story } of told) if (!(await isRight(story))) broken.push(death)
  return broken
}

describe('whatever call the process dies at, before or after its effect,', () => {
  it('the request becomes ready, in its first run', async () => {
    const broken = await findBroken(async ({ find }) => {
      const { run, attempts } = await find()
      return run.kind === 'ended' && run.end === 'ready' && attempts === 1
    })

    expect(told.length).toBeGreaterThan(150)
    expect(broken).toEqual([])
  })

  it('there is one mailbox, one unit of a licence is used, and every setting is right', async () => {
    const broken = await findBroken(async ({ tenant }) => {
      const room = tenant.at(address)
      return (
        tenant.count() === 1 && room.skus[0]?.free === 4 && findDifferences(compareSettings(room, aRoom())).length === 0
      )
    })

    expect(broken).toEqual([])
  })

  it('the ticket gets each answer once, in order', async () => {
    const broken = await findBroken(async ({ comments }) => {
      const references = comments.map(({ text }) => text.split('\n').at(-1))
      return references.join() === [1, 2, 3].map((n) => `Reference ${requestId}/${n}`).join()
    })

    expect(broken).toEqual([])
  })

  it('the account signs in with the password that the record names', async () => {
    const broken = await findBroken(async ({ find, tenant, kept }) => {
      const claim = (await find()).claims.find(({ kind, isDone }) => kind === 'password' && isDone)
      return kept.find(({ version }) => version === claim?.name)?.value === tenant.passwords.get('user-1')
    })

    expect(broken).toEqual([])
  })

  it('nothing stays reserved', async () => {
    expect(await findBroken(async ({ reservations }) => (await reservations.list()).length === 0)).toEqual([])
  })

  it('the ready answer tells everything that was set', async () => {
    const { changed } = await undisturbed.find()

    expect(await findBroken(async ({ find }) => (await find()).changed.length === changed.length)).toEqual([])
  })
})

it('no password is anywhere but in the vault and in the tenant', async () => {
  const story = undisturbed
  const password = story.kept[0]?.value ?? ''

  const stores = [
    await story.find(),
    await story.world.steps.list(requestId),
    await story.world.audit.ofRequest(requestId),
    story.comments,
    story.lines,
    story.histories(),
  ]

  expect(password).toHaveLength(24)
  expect(story.tenant.passwords.get('user-1')).toBe(password)
  expect(JSON.stringify(stores)).not.toContain(JSON.stringify(password).slice(1, -1))
})
