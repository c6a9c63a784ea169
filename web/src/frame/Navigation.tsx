import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link } from 'wouter'
import { useSession } from '../data/session.tsx'
import { pages, usePage } from '../pages.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: '0 0.25rem', margin: 0, padding: 0, listStyleType: 'none' },
  link: {
    display: 'block',
    padding: '0.5rem 0.75rem',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover, color: tokens.colorNeutralForeground1 },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 0 -3px 0 ${tokens.colorBrandStroke1}`,
    borderRadius: 0,
  },
})

/** The pages that are there for whoever is signed in; all of them while nobody is. */
export function Navigation() {
  const styles = useStyles()
  const session = useSession()
  const here = usePage()
  return (
    <nav aria-label="Pages">
      <ul className={styles.list}>
        {pages
          .filter(({ label, isFor }) => label !== undefined && (!session || !isFor || isFor(session)))
          .map((page) => (
            <li key={page.path}>
              <Link
                href={page.path}
                className={mergeClasses(styles.link, page === here && styles.here)}
                aria-current={page === here ? 'page' : undefined}
              >
                {page.label}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
