/** Ticketing systems that the desk can play, by the last segment of the webhook that each one calls. */
export const sources = ['generic', 'servicenow', 'jira', 'zendesk', 'freshservice', 'halopsa'] as const
export type Source = (typeof sources)[number]
