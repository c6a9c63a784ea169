import { symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { aFolder } from './hostProcess.ts'

interface AppFiles {
  /** The app's code; `app` and `df` are there. */
  code: string
  hostJson?: unknown
  localSettings?: unknown
}

/** Writes an app as it would be deployed, removed when the test ends; returns its folder. */
export function anApp({ code, hostJson = { version: '2.0' }, localSettings }: AppFiles): string {
  const folder = aFolder()
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('package.json', JSON.stringify({ name: 'app', main: 'app.js' }))
  write('host.json', typeof hostJson === 'string' ? hostJson : JSON.stringify(hostJson))
  if (localSettings) write('local.settings.json', JSON.stringify(localSettings))
  const durable = /\bdf\./.test(code) ? `const df = require('durable-functions')` : ''
  write('app.js', `const { app } = require('@azure/functions')\n${durable}\n${code}`)
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  return folder
}
