import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { doors } from '../../../../shared/api/doors.ts'
import { makeOpenApi } from '../../../../shared/api/openApi.ts'
import { readSources } from '../../../kit/sourceFiles.ts'

/** The doors as they are written; those of the pages are no part of the API. */
const written = readSources('functions/front').flatMap(({ text }) =>
  [...text.matchAll(/name: '(\w+)',\s+route: '(api\/[^']*)',\s+methods: \['(\w+)'\]/g)].map(
    ([, name, route, method]) => ({
      name: name ?? '',
      call: `${method} /${route}`,
    }),
  ),
)
const called = doors.map(({ method, path }) => `${method} ${path}`)
const isOf = (route: string) => (call: string) =>
  new RegExp(`^${route.replaceAll(/\{action\}/g, '[a-z-]+').replaceAll(/[{}]/g, '\\$&')}$`).test(call)

describe('the table of doors', () => {
  test('has every door of the front, and no other', () => {
    const root = readFileSync('functions/front.main.ts', 'utf8')

    expect(written.length).toBeGreaterThan(25)
    expect(written.filter(({ call }) => !called.some(isOf(call)))).toEqual([])
    expect(called.filter((call) => !written.some((door) => isOf(door.call)(call)))).toEqual([])
    expect(written.filter(({ name }) => !new RegExp(`^  ${name}\\(`, 'm').test(root))).toEqual([])
  })

  test('names each call once', () => {
    expect(new Set(called).size).toBe(called.length)
  })

  test('says what the manual says', () => {
    const manual = readFileSync('docs/api.md', 'utf8')
    const told = [...manual.matchAll(/^\| `((?:GET|POST) [^`?]+)[^`]*`/gm)].map(([, call]) => call ?? '')

    expect(told.toSorted()).toEqual(called.toSorted())
  })
})

describe('the description for programs', () => {
  const api = makeOpenApi('https://rooms.contoso.com')
  const operations = Object.values(api.paths).flatMap((path) => Object.values(path)) as {
    operationId: string
    responses: Record<string, unknown>
  }[]

  test('has each call under a name of its own, with its answers', () => {
    expect(operations).toHaveLength(doors.length)
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(doors.length)
    expect(operations.every(({ responses }) => '200' in responses || '202' in responses)).toBe(true)
  })

  test('takes rooms with the fields of a request', () => {
    expect(JSON.stringify(api.paths['/api/requests']?.['post'])).toContain('usageLocation')
  })

  test('is JSON, and refers to nothing that is not in it', () => {
    const text = JSON.stringify(api)

    expect(JSON.parse(text)).toEqual(api)
    expect(
      [...text.matchAll(/"\$ref":"([^"]+)"/g)]
        .map(([, ref]) => ref)
        .filter((ref) => ref !== '#/components/schemas/Problem'),
    ).toEqual([])
  })
})
