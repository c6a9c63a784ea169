/**
 * The life of one part as a process: says when it is ready, stops when asked or when its parent is gone,
 * and leaves with code 1 and the reason when it cannot start.
 */
export async function runUntilStopped(start: () => Promise<{ url: string; stop(): Promise<void> }>): Promise<void> {
  try {
    const part = await start()
    let stopping: Promise<void> | undefined
    const stop = () => void (stopping ??= part.stop().then(() => process.exit(0)))
    process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop)
    console.log(`ready ${part.url}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}
