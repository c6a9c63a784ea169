import { findMistakes } from './parameters.ts'

/** Run by azd before it makes anything: nothing is half done because of a value that could have been seen to be wrong. */
const mistakes = findMistakes(process.env)
for (const mistake of mistakes) console.error(mistake)
if (mistakes.length > 0) {
  console.error('Nothing was made. The parameters are described in docs/deploy.md#parameters.')
  process.exitCode = 1
}
