import { lookingFrom } from '../look.ts'
import { refuse } from './failure.ts'
import type { GraphFunction } from './graphRequest.ts'
import { entity, project } from './project.ts'

/** Places come from Exchange by a way of their own, hours later. */
const lookAtPlaces = lookingFrom('roomFinder')

/** By id or e-mail address (learn, graph/api/place-get). Of places only rooms are played. */
export const getPlace: GraphFunction = ({ world, id, select }) => {
  const [room] = world
    .holders(id.toLowerCase())
    .flatMap((holder) => lookAtPlaces(world.recipients, holder) ?? [])
    .filter(
      ({ id: own, primarySmtpAddress, recipientTypeDetails, whenSoftDeleted }) =>
        recipientTypeDetails === 'RoomMailbox' &&
        !whenSoftDeleted &&
        [own, primarySmtpAddress.toLowerCase()].includes(id.toLowerCase()),
    )
  // No page names code and words.
  if (!room) refuse(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
  const place = lookAtPlaces(world.places, room.id) ?? {}
  const values = {
    id: room.id,
    displayName: room.displayName,
    nickname: room.displayName,
    emailAddress: room.primarySmtpAddress,
    building: place.Building,
    floorNumber: place.Floor,
    floorLabel: place.FloorLabel,
    capacity: place.Capacity,
    phone: place.Phone,
    label: place.Label,
    isWheelChairAccessible: place.IsWheelChairAccessible ?? false,
    tags: place.Tags ?? [],
    audioDeviceName: place.AudioDeviceName,
    videoDeviceName: place.VideoDeviceName,
    displayDeviceName: place.DisplayDeviceName,
  }
  return entity('places', { '@odata.type': '#microsoft.graph.room', ...project('room', values, select) })
}
