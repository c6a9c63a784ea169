import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { WeatherMoonRegular } from '@fluentui/react-icons/svg/weather-moon'
import { WeatherSunnyRegular } from '@fluentui/react-icons/svg/weather-sunny'
import { useState } from 'react'
import { Link } from 'wouter'
import { sayError } from '../data/api.ts'
import { forgetDraft } from '../data/draft.ts'
import { useSession } from '../data/session.tsx'
import type { Session } from '../data/signIn.ts'
import { useColours } from './Colours.tsx'
import { Navigation } from './Navigation.tsx'

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '0.25rem 1.5rem',
    padding: '0.5rem 1.5rem',
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 44rem)': { padding: '0.5rem 1rem' },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: '0.5rem',
    fontWeight: tokens.fontWeightBold,
    fontSize: tokens.fontSizeBase400,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
  },
  end: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem', marginLeft: 'auto' },
})

export function Header() {
  const styles = useStyles()
  const session = useSession()
  const { isDark, toggle } = useColours()
  const words = isDark ? 'Light colours' : 'Dark colours'
  return (
    <header className={styles.header}>
      <Link className={styles.brand} href="/">
        <img src="/icon.svg" alt="" width="24" height="24" />
        Roomwright
      </Link>
      <Navigation />
      <div className={styles.end}>
        {session && <Person session={session} />}
        <Button
          appearance="subtle"
          icon={isDark ? <WeatherSunnyRegular /> : <WeatherMoonRegular />}
          aria-label={words}
          title={words}
          onClick={toggle}
        />
      </div>
    </header>
  )
}

function Person({ session }: { session: Session }) {
  const [trouble, setTrouble] = useState('')
  const signOut = (): void => {
    forgetDraft()
    session.signOut().catch((error: unknown) => setTrouble(sayError(error)))
  }
  return (
    <>
      {trouble !== '' && <span role="alert">{trouble}</span>}
      <span>{session.name}</span>
      <Button appearance="transparent" onClick={signOut}>
        Sign out
      </Button>
    </>
  )
}
