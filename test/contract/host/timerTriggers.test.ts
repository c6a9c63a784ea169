import { expect, it } from 'vitest'
import { anApp } from './functionApp.ts'
import { startHost, waitFor } from './hostProcess.ts'

const timer = (options: string) =>
  `app.timer('tick', { ${options}, handler: (timer, context) => context.log(JSON.stringify(timer)) })`

it('a timer function runs at each time of its schedule, which may be a setting', async () => {
  const app = anApp({ code: timer(`schedule: '%EVERY%'`), localSettings: { Values: { EVERY: '* * * * * *' } } })

  const { lines } = await startHost({ app })

  const ticks = await waitFor(() => {
    const found = lines.filter((line) => line.includes(' tick: '))
    return found.length === 2 ? found : undefined
  })
  const [first, second] = ticks.map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Timer)
  expect(first).toMatchObject({ isPastDue: false, schedule: { adjustForDST: true } })
  expect(first?.scheduleStatus.last).toBe('0001-01-01T00:00:00+00:00')
  expect(Date.parse(second?.scheduleStatus.last ?? '')).toBeGreaterThan(Date.now() - 3000)
  expect(Date.parse(second?.scheduleStatus.next ?? '') % 1000).toBe(0)
})

interface Timer {
  scheduleStatus: { last: string; next: string }
}

it('a timer function with runOnStartup runs at the start, any other waits for its time', async () => {
  const quiet = `app.timer('quiet', { schedule: '0 0 0 1 1 *', handler: (_, context) => context.log('ran') })`
  const app = anApp({ code: `${timer(`schedule: '0 0 0 1 1 *', runOnStartup: true`)};${quiet}` })

  const { lines } = await startHost({ app })

  await waitFor(() => lines.find((line) => line.includes(' tick: ')))
  expect(lines.filter((line) => line.includes(' quiet: '))).toEqual([])
})

it('the admin interface runs a timer function now', async () => {
  const { origin, lines } = await startHost({ app: anApp({ code: timer(`schedule: '0 0 0 1 1 *'`) }) })

  const response = await fetch(`${origin}/admin/functions/TICK`, { method: 'POST', body: '{}' })

  expect(response.status).toBe(202)
  await waitFor(() => lines.find((line) => line.includes(' tick: {"schedule"')))
})
