const place = 'roomwright-draft'

/** What was typed and not sent yet. It outlives a reload and a sign-in, in this tab. */
export type Draft = Record<string, string>

export function readDraft(): Draft {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(place) ?? '{}')
    return typeof draft === 'object' && draft !== null ? (draft as Draft) : {}
  } catch {
    return {}
  }
}

export const keepDraft = (draft: Draft): void => sessionStorage.setItem(place, JSON.stringify(draft))
export const forgetDraft = (): void => sessionStorage.removeItem(place)
