import { describe, expect, it } from 'vitest'
import { commands } from '../../../functions/back/commands.ts'
import { preflight } from '../../../functions/back/preflight.ts'
import { findUnprepared } from '../../../shared/checkTenant.ts'
import { needsOf } from '../../../shared/room/grants.ts'
import type { Plan } from '../../../shared/room/plan.ts'
import type { PreflightReading } from '../../../shared/room/preflight.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { aRoom } from '../../kit/rooms.ts'
import { aWorld } from '../../kit/world.ts'

const domains = [{ name: 'contoso.com', isManaged: true }]
const foreign = [{ name: 'fabrikam.com', isManaged: true }]

/** A world in which the tenant can be changed, and that counts how often it is looked at. */
function aTenant(first: PreflightReading = { domains }) {
  const made = aWorld()
  const tenant = { reading: first, readings: 0 }
  made.world.readPreflight = async () => {
    tenant.readings++
    return tenant.reading
  }
  const { engine } = memoryEngine()
  const ask = (at: string) =>
    commands(made.world)({ id: 'm', body: { kind: 'preflight', at, by: 'ada@contoso.com' } }, engine)
  const warnings = () => made.lines.filter((line) => line.includes('"warn"'))
  return { ...made, tenant, ask, warnings, tick: () => preflight(made.world)() }
}
const later = (seconds: number) => new Date(Date.parse('2026-11-20T09:00:00Z') + seconds * 1_000).toISOString()

describe('the timer', () => {
  it('looks at once where nobody has looked, and keeps what was found', async () => {
    const { world, clock, tick } = aTenant()

    await tick()

    const kept = await world.preflight.read()
    expect(kept?.readAt).toBe(clock.now().toISOString())
    expect(kept?.findings.find(({ id }) => id === 'prerequisite:domain')?.state).toBe('ok')
  })

  it.each([
    ['an hour, where nothing is missing', { domains }, 3_600],
    ['ten minutes, while something is missing', { domains: foreign }, 600],
  ])('looks again after %s', async (_, reading, seconds) => {
    const { clock, tenant, tick } = aTenant(reading)
    await tick()

    clock.advance(seconds - 1)
    await tick()
    const early = tenant.readings
    clock.advance(1)
    await tick()

    expect([early, tenant.readings]).toEqual([1, 2])
  })

  it('looks again when the settings demand something else', async () => {
    const { world, tenant, tick } = aTenant()
    await tick()

    world.demands = { ...world.demands, domain: 'fabrikam.com' }
    await tick()

    expect(tenant.readings).toBe(2)
  })

  it('keeps what was found before when the tenant is away', async () => {
    const { world, clock, tick } = aTenant()
    await tick()
    const before = await world.preflight.read()
    world.readPreflight = () => Promise.reject(new Error('away'))
    clock.advance(3_600)

    await expect(tick()).rejects.toThrow('away')

    expect(await world.preflight.read()).toEqual(before)
  })
})

describe('what is missing', () => {
  it('is said in the log once, with what to do, and once that it is there', async () => {
    const { clock, tenant, tick, warnings, lines } = aTenant({ domains: foreign })

    for (const _ of [1, 2]) {
      await tick()
      clock.advance(600)
    }
    const said = [...warnings()]
    tenant.reading = { domains }
    await tick()

    expect(said).toHaveLength(1)
    expect(said[0]).toContain('Verify it')
    expect(warnings()).toHaveLength(1)
    expect(lines.at(-1)).toContain('no longer missing')
  })

  it('is said again when it comes back', async () => {
    const { clock, tenant, tick, warnings } = aTenant({ domains: foreign })

    for (const reading of [{ domains: foreign }, { domains }, { domains: foreign }]) {
      tenant.reading = reading
      await tick()
      clock.advance(3_600)
    }

    expect(warnings()).toHaveLength(2)
  })
})

describe('a person who asks', () => {
  it('has the tenant looked at, whenever it was looked at last', async () => {
    const { clock, tenant, tick, ask } = aTenant()
    await tick()
    clock.advance(1)

    await ask(clock.now().toISOString())

    expect(tenant.readings).toBe(2)
  })

  it('twice, or delivered twice, has it looked at once', async () => {
    const { clock, tenant, ask } = aTenant()
    const at = clock.now().toISOString()

    for (const _ of [1, 2]) await ask(at)

    expect(tenant.readings).toBe(1)
  })

  it('touches no request', async () => {
    const { world, ask } = aTenant()

    await ask(later(0))

    expect(await world.requests.listOpen()).toEqual([])
    expect(await world.quarantine.list()).toEqual([])
  })
})

describe('a plan that needs what is missing', () => {
  const plan: Plan = { kind: 'create', row: 'free', address: 'a@contoso.com', topology: 'online', reasons: [] }
  const whole: PreflightReading = {
    domains,
    cmdlets: needsOf({ topologies: ['online'], voice: false, groups: false, canary: false }).map(({ call }) => call),
  }
  const lacking = { ...whole, cmdlets: without('Set-Place') }
  function without(cmdlet: string) {
    return whole.cmdlets?.filter((name) => name !== cmdlet) ?? []
  }

  it('is refused before anything is written, and told what to grant', async () => {
    const { world, tick } = aTenant(lacking)
    await tick()

    expect(await findUnprepared(world, plan, aRoom())).toEqual({
      kind: 'refused',
      code: 'not-prepared',
      facts: { what: 'Management role TenantPlacesManagement in Exchange Online' },
    })
  })

  it('goes on where it has been granted since: what was found before is looked at anew', async () => {
    const { world, clock, tenant, tick } = aTenant(lacking)
    await tick()
    tenant.reading = whole
    clock.advance(61)

    expect([await findUnprepared(world, plan, aRoom()), tenant.readings]).toEqual([undefined, 2])
  })

  it('is refused by what was found just now, without another look', async () => {
    const { world, clock, tenant, tick } = aTenant(lacking)
    await tick()
    clock.advance(60)

    await findUnprepared(world, plan, aRoom())

    expect(tenant.readings).toBe(1)
  })

  it('goes on while nobody has looked', async () => {
    const { world, tenant } = aTenant(lacking)

    expect([await findUnprepared(world, plan, aRoom()), tenant.readings]).toEqual([undefined, 0])
  })

  it('goes on where the domain of new rooms is not right and it is in another', async () => {
    const { world, tick } = aTenant({ ...whole, domains: foreign })
    await tick()
    const codeAt = async (address: string) => (await findUnprepared(world, { ...plan, address }, aRoom()))?.code

    expect([await codeAt('a@contoso.com'), await codeAt('a@fabrikam.com')]).toEqual(['not-prepared', undefined])
  })
})
