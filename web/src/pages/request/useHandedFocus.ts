import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/** What has the focus may go with what has changed; the focus then goes to `heir` instead of nowhere. To be put on the element around both. */
export function useHandedFocus(heir: RefObject<HTMLElement | null>): { ref: RefObject<HTMLDivElement | null> } {
  const ref = useRef<HTMLDivElement>(null)
  const holder = useRef<Element>(null)
  useEffect(() => {
    const around = ref.current
    const follow = ({ target }: Event): void => void (holder.current = target as Element)
    const forget = (): void => void (holder.current = null)
    around?.addEventListener('focusin', follow)
    addEventListener('pointerdown', forget, true)
    return () => {
      around?.removeEventListener('focusin', follow)
      removeEventListener('pointerdown', forget, true)
    }
  }, [])
  useLayoutEffect(() => {
    if (!holder.current || holder.current.isConnected || document.activeElement !== document.body) return
    holder.current = null
    heir.current?.focus()
  })
  return { ref }
}
