import { describe, expect, it } from 'vitest'
import { roomSchema } from '../../../shared/room/request.ts'
import { advise } from '../../../web/src/pages/ask/advice.ts'
import { findWrong, questions, toAnswers } from '../../../web/src/pages/ask/answers.ts'
import { notAsked } from '../../../web/src/pages/ask/fields.ts'

const today = new Date('2027-01-10T09:00:00Z')
const room = { name: 'Board 4', site: 'OSL', usageLocation: 'NO' }

describe('the form', () => {
  it('asks every field of a request once, or leaves it out on purpose', () => {
    const asked = questions.map(({ name }) => name)

    expect([...asked, ...notAsked].toSorted()).toEqual(Object.keys(roomSchema.shape).toSorted())
  })

  it('offers only choices that the doors take', () => {
    const offered = questions.flatMap(({ name, choices = {} }) =>
      Object.keys(choices).map((value) => ({ name, value })),
    )

    const wrong = offered.flatMap(({ name, value }) => findWrong(toAnswers({ ...room, [name]: value })))

    expect(offered.length).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  })

  it('gives numbers as numbers, ticks as truth, and empty answers not at all', () => {
    const answers = toAnswers({ ...room, capacity: '8', dialIn: 'on', building: '' })

    expect(answers).toEqual({ ...room, capacity: 8, dialIn: true })
  })
})

describe('while one chooses', () => {
  it.each([
    [{ services: 'skype', licence: 'basic', neighbour: 'a@contoso.com' }, 'licence', 'Counts for Teams only'],
    [{ registrarPool: 'pool1.contoso.local' }, 'registrarPool', 'Counts for Skype for Business only'],
    [{ services: 'both' }, 'services', 'Name a registrar pool or a colleague'],
    [{ services: 'both', registrarPool: 'p.contoso.local', neighbour: 'a@contoso.com' }, 'neighbour', 'Not asked'],
    [{ enterpriseVoice: 'on' }, 'enterpriseVoice', 'name the phone number too'],
    [{ licence: 'basic', dialIn: 'on' }, 'licence', 'Teams Rooms Basic has no telephony'],
    [{ installOn: '2027-01-12' }, 'installOn', 'Less than two weeks ahead'],
  ])('%o is explained at "%s"', (texts, path, words) => {
    const said = advise(toAnswers(texts), today)

    expect(said.map((one) => one.path)).toEqual([path])
    expect(said[0]?.detail).toContain(words)
  })

  it.each([
    [{}],
    [{ services: 'both', neighbour: 'a@contoso.com', licence: 'pro', dialIn: 'on' }],
    [{ enterpriseVoice: 'on', phoneNumber: '+4722334455' }],
    [{ installOn: '2027-02-01' }],
  ])('%o needs no explanation', (texts) => {
    expect(advise(toAnswers(texts), today)).toEqual([])
  })
})
