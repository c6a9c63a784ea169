import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const chosen = 'roomwright-colours'

interface Colours {
  isDark: boolean
  /** To the other colours; those of the system are followed again once they are the wanted ones. */
  toggle: () => void
}

const ColoursContext = createContext<Colours>({ isDark: false, toggle: () => undefined })
export const useColours = (): Colours => useContext(ColoursContext)

const watchSystem = (changed: () => void) => {
  systemIsDark.addEventListener('change', changed)
  return () => systemIsDark.removeEventListener('change', changed)
}

/** Dark or light, as the system has it, until somebody here wants the other. */
export function Colours({ children }: { children: ReactNode }) {
  const isSystemDark = useSyncExternalStore(watchSystem, () => systemIsDark.matches)
  const [choice, setChoice] = useState(() => localStorage.getItem(chosen))
  const isDark = choice === null ? isSystemDark : choice === 'dark'
  const toggle = (): void => {
    const wanted = isDark ? 'light' : 'dark'
    const isSystems = isDark !== isSystemDark
    if (isSystems) localStorage.removeItem(chosen)
    else localStorage.setItem(chosen, wanted)
    setChoice(isSystems ? null : wanted)
  }
  useEffect(() => {
    document.documentElement.style.colorScheme = choice ?? ''
  }, [choice])
  return (
    <FluentProvider theme={isDark ? webDarkTheme : webLightTheme}>
      <ColoursContext value={{ isDark, toggle }}>{children}</ColoursContext>
    </FluentProvider>
  )
}
