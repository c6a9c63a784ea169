import { useSearchParams } from 'wouter'

/** One parameter of the address of the page, so that a link or a way back keeps it; empty where it is not there. */
export function useParameter(name: string): [value: string, set: (value: string) => void] {
  const [parameters, setParameters] = useSearchParams()
  const set = (value: string): void =>
    setParameters(
      (before) => {
        if (value === '') before.delete(name)
        else before.set(name, value)
        return before
      },
      { replace: true },
    )
  return [parameters.get(name) ?? '', set]
}
