import { defineConfig } from 'vitest/config'

/** One project per layer of tests; what each proves stands in CONTRIBUTING.md. */
const layer = (name: string, testTimeout: number) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout },
})

export default defineConfig({
  test: {
    // Most tests wait for other processes more than they compute.
    maxWorkers: 3,
    projects: [
      layer('unit', 10_000),
      layer('workflow', 10_000),
      layer('contract', 60_000),
      layer('system', 120_000),
      layer('browser', 120_000),
    ],
  },
})
