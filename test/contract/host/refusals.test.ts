import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anApp } from './functionApp.ts'
import { aFolder, launchHost, startHost, type HostStart } from './hostProcess.ts'

const fine = `app.http('fine', { authLevel: 'anonymous', handler: () => ({}) });`

/** What the host prints as its last word; it must end with exit code 1. */
async function refusal(start: Partial<HostStart>): Promise<string> {
  const host = launchHost({ app: anApp({ code: fine }), home: aFolder(), ...start })
  onTestFinished(() => void host.kill('SIGKILL'))
  expect(await host.ended).toBe(1)
  return host.lines.at(-1) ?? ''
}

describe('the host does not start', () => {
  it('without a registered function', async () => {
    expect(await refusal({ app: anApp({ code: '' }) })).toMatch(/^cannot start: the app in .* registered no function$/)
  })

  it('with an app that throws while it loads', async () => {
    const said = await refusal({ app: anApp({ code: 'throw new Error("no\\nluck")' }) })

    expect(said).toBe('cannot start: no luck')
  })

  it('with a folder that holds no app', async () => {
    const app = aFolder()
    writeFileSync(join(app, 'host.json'), '{"version":"2.0"}')

    expect(await refusal({ app })).toMatch(/no package\.json in .*; --app names the folder of a built app$/)
  })

  it('on a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo

    expect(await refusal({ port })).toBe(
      `cannot start: port ${port} is in use; stop what listens there or choose another with --port`,
    )
  })

  it('with a home that cannot be written', async () => {
    const file = join(aFolder(), 'file')
    writeFileSync(file, '')

    expect(await refusal({ home: join(file, 'home') })).toMatch(/^cannot start: cannot open .*ENOTDIR/)
  })

  it('in a home where another host works', async () => {
    const home = aFolder()
    await startHost({ app: anApp({ code: fine }), home })

    expect(await refusal({ home })).toMatch(/another host works with it; stop that one or choose another --home$/)
  })

  it('with a host.json that is no JSON', async () => {
    expect(await refusal({ app: anApp({ code: fine, hostJson: '{' }) })).toMatch(
      /^cannot start: host\.json is invalid: /,
    )
  })

  it('with HTTP streaming', async () => {
    const code = `app.setup({ enableHttpStream: true }); ${fine}`

    expect(await refusal({ app: anApp({ code }) })).toBe(
      'cannot start: not supported by the local host: enableHttpStream in app.setup',
    )
  })

  it.each([
    ['a hook', `app.hook.log(() => {});`, "the hook 'log'"],
    [
      'an authLevel',
      `app.http('f', { authLevel: 'function', handler() {} });`,
      'authLevel "function" of the function "f"',
    ],
    ['an entity', `df.app.entity('f', () => {});`, 'the trigger "entityTrigger" of the function "f"'],
  ])('with %s that it does not serve', async (_, code, what) => {
    expect(await refusal({ app: anApp({ code: fine + code }) })).toBe(
      `cannot start: not supported by the local host: ${what}`,
    )
  })

  it.each([
    ['of a schedule', `app.timer('f', { schedule: '%WHEN%', handler() {} });`, 'WHEN'],
    ['of a connection', `app.serviceBusQueue('f', { queueName: 'q', connection: 'BUS', handler() {} });`, 'BUS'],
    [
      'of a queue name',
      `app.serviceBusQueue('f', { queueName: '%QUEUE%/$DeadLetterQueue', connection: 'GIVEN', handler() {} });`,
      'QUEUE',
    ],
  ])('without the setting %s', async (_, code, name) => {
    const app = anApp({ code, localSettings: { Values: { GIVEN: 'Endpoint=sb://127.0.0.1:1' } } })

    expect(await refusal({ app })).toBe(`cannot start: the setting ${name} is not set; the function "f" needs it`)
  })

  it('with a setting that changes host.json from outside', async () => {
    const name = 'AzureFunctionsJobHost__extensions__durableTask__hubName'

    expect(await refusal({ environment: { [name]: 'x' } })).toBe(
      `cannot start: not supported by the local host: the setting ${name}`,
    )
  })
})
