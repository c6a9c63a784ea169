interface DirectoryRole {
  templateId: string
  /** Roles that may set the password of its holders, and enable or block them, besides the two that may for anybody. */
  changedBy: readonly string[]
}

const userAdministrator = ['User Administrator']
const bothAdministrators = ['User Administrator', 'Authentication Administrator']

/**
 * Roles of Entra ID by their names. Template ids: learn, entra/identity/role-based-access-control/permissions-reference.
 * Who may change sensitive attributes of whose holders: learn, graph/resources/users, "Who can update sensitive attributes".
 */
export const directoryRoles: Record<string, DirectoryRole> = {
  'Authentication Administrator': {
    templateId: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    changedBy: ['Authentication Administrator'],
  },
  'Directory Readers': { templateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', changedBy: bothAdministrators },
  'Exchange Administrator': { templateId: '29232cdf-9323-42fd-ade2-1d097af3e4de', changedBy: [] },
  'Global Administrator': { templateId: '62e90394-69f5-4237-9190-012177145e10', changedBy: [] },
  'Global Reader': { templateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', changedBy: [] },
  'Groups Administrator': { templateId: 'fdd7a751-b60b-444a-984c-02652fe8fa1c', changedBy: userAdministrator },
  'Guest Inviter': { templateId: '95e79109-95c0-4d8e-aee3-d01accf2d47b', changedBy: bothAdministrators },
  'Helpdesk Administrator': { templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8', changedBy: userAdministrator },
  'License Administrator': { templateId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a', changedBy: [] },
  'Message Center Reader': { templateId: '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', changedBy: bothAdministrators },
  'Password Administrator': { templateId: '966707d0-3269-4727-9be2-8c3a10f19b9d', changedBy: bothAdministrators },
  'Privileged Authentication Administrator': {
    templateId: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    changedBy: [],
  },
  'Privileged Role Administrator': { templateId: 'e8611ab8-c189-46e8-94e1-60213ab1f814', changedBy: [] },
  'Reports Reader': { templateId: '4a5d8f65-41da-4de4-8968-e035b65339cf', changedBy: bothAdministrators },
  'Security Administrator': { templateId: '194ae4cb-b126-40b2-bd5b-6091b380977d', changedBy: [] },
  'Teams Administrator': { templateId: '69091246-20e8-4a56-aa4d-066075b2a7a8', changedBy: [] },
  'Teams Devices Administrator': { templateId: '3d762c5a-1b6c-493f-843e-55a3b42923d4', changedBy: [] },
  'User Administrator': { templateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1', changedBy: userAdministrator },
}

const overAnybody = ['Global Administrator', 'Privileged Authentication Administrator']

/** Whether an app in these roles may set the password of, enable, block or restore an account in those. */
export function mayChangeHolder(appRoles: readonly string[], accountRoles: readonly string[]): boolean {
  if (appRoles.some((role) => overAnybody.includes(role))) return true
  return accountRoles.every((held) => directoryRoles[held]?.changedBy.some((role) => appRoles.includes(role)))
}
