import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong in light and in dark: rule and place. */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page
      .getByRole('button', { name: colorScheme === 'dark' ? 'Light colours' : 'Dark colours', includeHidden: true })
      .waitFor()
    // A colour on its way to another is neither.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
    await page.evaluate(axe)
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${colorScheme}: ${id}: ${html}`)))
  }
  return found
}
