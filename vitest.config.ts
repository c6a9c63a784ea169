import { defineConfig } from 'vitest/config'

/**
 * One project per layer of tests; what each proves stands in CONTRIBUTING.md.
 * Layers that are not isolated load each module once for many files, in half the time; no module may keep anything of a test.
 */
const layer = (name: string, testTimeout: number, isolate = true) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout, isolate },
})

export default defineConfig({
  test: {
    // Most tests wait for other processes more than they compute.
    maxWorkers: 3,
    projects: [
      layer('unit', 30_000, false),
      layer('workflow', 10_000, false),
      layer('contract', 60_000),
      layer('system', 120_000),
      layer('browser', 120_000),
    ],
  },
})
