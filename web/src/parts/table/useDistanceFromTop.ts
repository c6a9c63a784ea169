import { useLayoutEffect, useState, type RefObject } from 'react'

/** How far below the top of the page an element stands, in pixels; followed when something above it grows. */
export function useDistanceFromTop(element: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0)
  useLayoutEffect(() => {
    const look = (): void => setDistance(Math.round((element.current?.getBoundingClientRect().top ?? 0) + scrollY))
    look()
    const observer = new ResizeObserver(look)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [element])
  return distance
}
