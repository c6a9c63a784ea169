import { StartError } from './startError.ts'

/** A small command beside a running stack: whatever stops it is said in plain words, with code 1. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(toWords(error))
    process.exitCode = 1
  }
}

const nothingRuns = 'Nothing runs here; start it with "npm start", or name the folder of another start with --home DIR.'

function toWords(error: unknown): unknown {
  if (error instanceof StartError) return error.message
  if (!(error instanceof Error)) return error
  const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
  if (isUsage) return error.message.split('. ')[0]
  return isUnanswered(error) ? nothingRuns : error.message
}

/** `fetch` tells why there is no connection in the cause. */
const isUnanswered = ({ message, cause }: Error): boolean =>
  message === 'fetch failed' && (cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED'

export const noStack = (): StartError => new StartError(nothingRuns)
