import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, type ReactNode } from 'react'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { Header } from './Header.tsx'

const useStyles = makeStyles({
  frame: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground1 },
  skip: {
    position: 'absolute',
    left: '-99rem',
    ':focus': { left: '1rem', top: '0.5rem', zIndex: 10 },
    padding: '0.5rem 1rem',
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    borderRadius: tokens.borderRadiusMedium,
  },
  main: {
    maxWidth: '76rem',
    margin: '0 auto',
    padding: '1.25rem 1.5rem 4rem',
    overflowWrap: 'anywhere',
    ':focus': { outlineStyle: 'none' },
    '@media (max-width: 44rem)': { padding: '1rem 1rem 3rem' },
  },
})

/** What stands around every page. A page that is opened by a link begins at its top; one that is come back to stays where it was. */
export function Frame({ children }: { children: ReactNode }) {
  const styles = useStyles()
  useEffect(() => {
    const toTop = (): void => scrollTo(0, 0)
    addEventListener('pushState', toTop)
    return () => removeEventListener('pushState', toTop)
  }, [])
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <Header />
      <ConnectionNotice />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  )
}
