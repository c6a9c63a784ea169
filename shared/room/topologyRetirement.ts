import type { Topology } from './topology.ts'
import type { Cell } from './topologySteps.ts'

const retiredInside: Cell = {
  notApplicable: 'The account or its mailbox is inside the organisation, and is deleted there by an administrator.',
}

/** How a room is given up, where this service may delete it. */
export const retirement: Record<Topology, Cell> = {
  online: {
    calls: {
      'Exchange Online': ['Set-CalendarProcessing'],
      Graph: [
        'GET /users/{id}/calendarView',
        'PATCH /users/{id}',
        'GET /admin/teams/userConfigurations/{id}',
        'GET /admin/teams/telephoneNumberManagement/numberAssignments',
        'POST /admin/teams/telephoneNumberManagement/numberAssignments/unassignNumber',
        'POST /users/{id}/assignLicense',
        'DELETE /users/{id}',
      ],
    },
    masteredBy: ['Exchange Online', 'Entra ID', 'Teams'],
    note: 'The number is freed where the service may read it. Between these calls the room is read as in every step.',
  },
  'on-premises': retiredInside,
  'exchange-online-skype-server': retiredInside,
  'exchange-server-teams-online': retiredInside,
}
