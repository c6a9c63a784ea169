import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { hasBrowser, launchBrowser } from './kit.ts'

/** A page of nothing but the table, with rows to pick; what is picked stands below it. */
const source = `
import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { DataTable } from './parts/table/DataTable.tsx'

const rows = Array.from({ length: 1000 }, (_, at) => ({ name: 'Room ' + at }))
const columns = [{ id: 'name', title: 'Name', width: '1fr', cell: ({ name }) => name }]
const keyOf = ({ name }) => name

function Page() {
  const [keys, onChange] = useState(new Set())
  const selection = { keys, onChange, nameOf: keyOf }
  return createElement(FluentProvider, { theme: webLightTheme },
    createElement('output', {}, 'picked: ' + keys.size + ' ' + [...keys].slice(0, 2).join()),
    createElement(DataTable, { label: 'Rooms', columns, rows, keyOf, selection }))
}
createRoot(document.body.appendChild(document.createElement('div'))).render(createElement(Page))
`

async function openTable() {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: 'web/src', loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const { browser, close } = await launchBrowser()
  onTestFinished(close)
  const page = await browser.newPage()
  await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' })
  await page.getByRole('table', { name: 'Rooms' }).waitFor()
  return { page, picked: page.getByRole('status') }
}

test.skipIf(!hasBrowser)(
  'rows are picked by keyboard, one by one and all at once, also those that are not drawn',
  async () => {
    const { page, picked } = await openTable()
    await page.getByRole('checkbox', { name: 'Select Room 0', exact: true }).focus()

    await page.keyboard.press('Space')
    await picked.getByText('picked: 1 Room 0').waitFor()
    await page.keyboard.press('ArrowDown')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Select Room 1')
    await page.keyboard.press('Space')
    await picked.getByText('picked: 2 Room 0,Room 1').waitFor()
    const all = page.getByRole('checkbox', { name: 'Select all' })
    const isMixed = await all.evaluate((box) => (box as HTMLInputElement).indeterminate)
    await all.click()
    await picked.getByText('picked: 1000').waitFor()
    await page.getByRole('checkbox', { name: 'Select Room 1', exact: true }).click()
    await picked.getByText('picked: 999').waitFor()
    await all.click()
    await all.click()

    await picked.getByText('picked: 0').waitFor()
    expect(isMixed).toBe(true)
    expect(await page.getByRole('row').and(page.locator('[aria-selected=true]')).count()).toBe(0)
  },
)
