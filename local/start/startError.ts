/** A mistake of the person who starts, or what stands in the way; shown without a stack. */
export class StartError extends Error {}

/** An error that is about the use of flags; the flags themselves would push it out of sight. */
export const mistake = (text: string): StartError => new StartError(`${text}\n"npm start -- --help" lists all flags.`)
