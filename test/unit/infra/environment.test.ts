import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readEnvironment } from '../../../infra/environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'roomwright-values-'))
const file = join(folder, 'values.json')
afterEach(() => rmSync(file, { force: true }))

it('what azd knows stands behind the environment', () => {
  writeFileSync(file, '{"ROOMWRIGHT_DOMAIN":"contoso.com","DESK_URLS":"{\\"generic\\":\\"https://x\\"}"}')

  const env = readEnvironment({ ROOMWRIGHT_DOMAIN: 'fabrikam.com' }, file)

  expect(env).toEqual({ ROOMWRIGHT_DOMAIN: 'fabrikam.com', DESK_URLS: '{"generic":"https://x"}' })
})

it('without that file there is the environment alone', () => {
  expect(readEnvironment({ A: 'b' }, file)).toEqual({ A: 'b' })
})

it.each(['ROOMWRIGHT_DOMAIN="contoso.com"', '{"A":1}', ''])(
  'a file with %j in it is refused, with how to make it',
  (text) => {
    writeFileSync(file, text)

    expect(() => readEnvironment({}, file)).toThrow('azd env get-values --output json')
  },
)
