import { Badge, makeStyles, type BadgeProps } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

/** How a state looks; told apart by icon and word, colour only helps. */
export interface Look {
  color: NonNullable<BadgeProps['color']>
  icon: ReactElement
}

const useStyles = makeStyles({
  /** Words that have no room on one line take two. */
  pill: { height: 'auto', minHeight: '1.5rem', textAlign: 'left' },
})

export function Pill({ look: { color, icon }, children }: { look: Look; children: ReactNode }) {
  const styles = useStyles()
  return (
    <Badge className={styles.pill} appearance="tint" size="large" color={color} icon={icon}>
      {children}
    </Badge>
  )
}
