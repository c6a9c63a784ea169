import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build, type BuildOptions } from 'esbuild'

/** Builds dist/front and dist/back: each a Functions app of one CommonJS bundle with its own host.json and package.json. */
const target: BuildOptions = { bundle: true, sourcemap: 'linked', logLevel: 'warning', legalComments: 'none' }
const bundle: BuildOptions = {
  ...target,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // The worker of the Functions host provides this module.
  external: ['@azure/functions-core'],
  define: { 'import.meta.dirname': '__dirname' },
}

async function buildApp(name: 'front' | 'back'): Promise<void> {
  const folder = `dist/${name}`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  const manifest = { name: `roomwright-${name}`, version, private: true, main: 'main.js', engines: { node: '>=24' } }
  await Promise.all([
    build({ ...bundle, entryPoints: [`functions/${name}.main.ts`], outfile: `${folder}/main.js` }),
    copyFile(`functions/${name}.host.json`, `${folder}/host.json`),
    writeFile(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`),
  ])
}

async function buildPages(): Promise<void> {
  const folder = 'dist/front/pages'
  await mkdir(folder, { recursive: true })
  await Promise.all([
    build({
      ...target,
      sourcemap: false,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      // Pages that are opened later come later.
      splitting: true,
      chunkNames: '[name]-[hash]',
      entryPoints: ['web/src/app.tsx'],
      outdir: folder,
    }),
    ...['index.html', 'base.css', 'icon.svg'].map((file) => copyFile(`web/${file}`, `${folder}/${file}`)),
  ])
  const scripts = (await readdir(folder)).filter((file) => file.endsWith('.js'))
  await Promise.all(
    scripts.map(async (file) => writeFile(`${folder}/${file}.gz`, gzipSync(await readFile(`${folder}/${file}`)))),
  )
}

await Promise.all([buildApp('front'), buildApp('back')])
await buildPages()
