import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Environment } from '../shared/config.ts'

/** Where `azd env get-values --output json` is put, so that no value has to be typed twice; git ignores it. */
export const valuesFile = '.azure/values.json'

/** The environment, and behind it what azd knows. */
export function readEnvironment(env: Environment, file = valuesFile): Environment {
  if (!existsSync(file)) return env
  const values = z.record(z.string(), z.string()).safeParse(readJson(file))
  if (!values.success)
    throw new Error(`${file} is not what azd gives: make it again by azd env get-values --output json > ${file}`)
  return { ...values.data, ...env }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
