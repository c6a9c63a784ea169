import { sayWhen } from '../data/times.ts'

/** Date and time. */
export const When = ({ at }: { at: string }) => <time dateTime={at}>{sayWhen(at)}</time>
