import { makeStyles, tokens } from '@fluentui/react-components'

/** Text beside the main text. */
export const useTextStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  /** What a person or a service wrote, in its own lines. */
  lines: { whiteSpace: 'pre-line' },
})
