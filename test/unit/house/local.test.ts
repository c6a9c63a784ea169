import { isBuiltin } from 'node:module'
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { readImports, readSources } from '../../kit/sourceFiles.ts'

const product = /^(?:functions|orchestrations|shared|web)\//
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>
const packages = new Set(Object.keys({ ...dependencies, ...devDependencies }))
const local = readSources('local').flatMap((file) =>
  readImports(file).map((specifier) => ({ path: file.path, specifier })),
)

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
const isKnown = (specifier: string): boolean => isBuiltin(specifier) || packages.has(packageOf(specifier))

it('the local stack reaches the product by no relative path', () => {
  const reached = local
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ path, specifier }) => relative('.', join(dirname(path), specifier)))

  expect(reached.length).toBeGreaterThan(0)
  expect(reached.filter((path) => product.test(path) || path.startsWith('..'))).toEqual([])
})

it('the local stack reaches the product under no other name: it imports Node, declared packages, and itself', () => {
  const others = local.filter(({ specifier }) => !specifier.startsWith('.') && !isKnown(specifier))

  expect(others).toEqual([])
})
