export const placeCalls = {
  'GET /places/{id}': {
    permissions: ['Place.Read.All', 'Place.ReadWrite.All'],
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
} as const

/** A room as the directory of places has it, which Room Finder reads. */
export const placeResources = {
  room: {
    usual: ['id', 'displayName', 'phone', 'label', 'isWheelChairAccessible', 'tags', 'nickname', 'emailAddress'].concat(
      ['building', 'floorNumber', 'floorLabel', 'capacity'],
      ['audioDeviceName', 'videoDeviceName', 'displayDeviceName'],
    ),
    selected: [],
    elsewhere: 'address geoCoordinates parentId placeId bookingType teamsEnabledState checkIns',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
} as const
