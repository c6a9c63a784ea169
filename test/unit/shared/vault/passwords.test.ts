import { RestError } from '@azure/data-tables'
import { describe, expect, it } from 'vitest'
import { generatePassword, makePasswords, secretNameOf } from '../../../../shared/vault/passwords.ts'
import { failureOf } from '../../../kit/failures.ts'
import { allowed, memoryVault } from '../../../kit/memoryVault.ts'
import { address } from '../../../kit/rooms.ts'

const many = Array.from({ length: 500 }, () => generatePassword().reveal())
const tags = { request: 'r-1', attempt: '1' }

describe('a generated password', () => {
  it.each([
    ['24 characters', /^.{24}$/],
    ['a capital letter', /[A-Z]/],
    ['a small letter', /[a-z]/],
    ['a digit', /\d/],
    ['a sign', /[!#%+\-=?]/],
    ['no character that is taken for another one', /^[^IO0l1|]*$/],
    ['nothing that a console or a shell swallows', /^[^\s"'`\\$&<>@]*$/],
  ])('has %s', (_, pattern) => {
    expect(many.filter((password) => !pattern.test(password))).toEqual([])
  })

  it('is another one each time, without a fixed place for a class', () => {
    const classOf = (character: string) =>
      /[A-Z]/.test(character) ? 'A' : /[a-z]/.test(character) ? 'a' : /\d/.test(character) ? '1' : '!'

    expect(new Set(many).size).toBe(many.length)
    for (const place of [0, 1, 2, 3, 23])
      expect(new Set(many.map((password) => classOf(password.charAt(place)))).size).toBe(4)
  })
})

describe('the password of an account', () => {
  it('is kept in the vault, and told by name and version', async () => {
    const { vault, kept } = memoryVault()

    const made = await makePasswords(vault).make(address, tags)

    const version = `${secretNameOf(address)}/v1`
    expect(made).toBe(version)
    expect(kept).toMatchObject([
      { version, value: expect.stringMatching(/^.{24}$/), tags: { ...tags, account: address } },
    ])
  })

  it('is made once in an attempt', async () => {
    const { vault, kept } = memoryVault()
    const passwords = makePasswords(vault)

    const first = allowed(await passwords.make(address, tags))
    const second = await passwords.make(address, tags)

    expect(second).toBe(first)
    expect(kept).toHaveLength(1)
  })

  it('is made anew in another attempt or for another request', async () => {
    const { vault } = memoryVault()
    const passwords = makePasswords(vault)

    const first = allowed(await passwords.make(address, tags))

    expect(await passwords.make(address, { ...tags, attempt: '2' })).not.toBe(first)
    expect(await passwords.make(address, { ...tags, request: 'r-2' })).not.toBe(first)
  })

  it('is read by its version, also after another one was made', async () => {
    const { vault, kept } = memoryVault()
    const passwords = makePasswords(vault)
    const first = allowed(await passwords.make(address, tags))
    await passwords.make(address, { ...tags, attempt: '2' })

    expect(allowed(await passwords.read(first)).reveal()).toBe(kept[0]?.value)
  })

  it('that was discarded is not found again, and cannot be taken for the password', async () => {
    const { vault, kept } = memoryVault()
    const passwords = makePasswords(vault)
    const first = allowed(await passwords.make(address, tags))

    await passwords.discard(first)

    expect(kept).toMatchObject([{ version: first, isEnabled: false }])
    expect(await passwords.make(address, tags)).not.toBe(first)
  })

  it('whose secret was deleted waits until the vault has brought it back, and goes on with it', async () => {
    const { vault, kept, remove, recoveries } = memoryVault()
    const passwords = makePasswords(vault)
    await passwords.make(address, tags)
    remove(secretNameOf(address))
    const again = { ...tags, attempt: '2' }

    const first = await failureOf(passwords.make(address, again))
    const second = await failureOf(passwords.make(address, again))
    recoveries.splice(0).forEach((recover) => recover())

    expect([first, second]).toMatchObject([
      { name: 'Transient', seconds: 10 },
      { name: 'Transient', seconds: 10 },
    ])
    expect(await passwords.make(address, again)).toBe(`${secretNameOf(address)}/v2`)
    expect(kept).toHaveLength(2)
  })

  it('is denied where the vault does not let us', async () => {
    const { vault } = memoryVault()
    const error = new RestError('Caller is not authorized', { statusCode: 403 })
    vault.setSecret = () => Promise.reject(error)
    vault.getSecret = () => Promise.reject(error)
    const denied = { kind: 'failed', reason: 'denied', text: 'Caller is not authorized' }

    expect(await makePasswords(vault).make(address, tags)).toEqual(denied)
    expect(await makePasswords(vault).read('a/b')).toEqual(denied)
  })

  it('is denied where a deleted secret must not be brought back by us', async () => {
    const { vault, remove } = memoryVault()
    await makePasswords(vault).make(address, tags)
    remove(secretNameOf(address))
    vault.beginRecoverDeletedSecret = () => Promise.reject(new RestError('Forbidden', { statusCode: 403 }))

    expect(await makePasswords(vault).make(address, tags)).toMatchObject({ reason: 'denied' })
  })

  it('is not to be had from a vault that does not answer', async () => {
    const { vault } = memoryVault()
    vault.listPropertiesOfSecretVersions = () => {
      throw new RestError('Too many requests', { statusCode: 429 })
    }

    await expect(makePasswords(vault).make(address, tags)).rejects.toThrow('Too many requests')
  })
})

describe('the name of a secret', () => {
  it.each([address, 'a'.repeat(64) + '@' + 'b'.repeat(48), "o'hara_1!#^~-x@contoso.com"])(
    'is one that Key Vault takes: %s',
    (account) => {
      expect(secretNameOf(account)).toMatch(/^[0-9A-Za-z-]{1,127}$/)
    },
  )

  it('tells addresses apart that differ in other characters only', () => {
    expect(secretNameOf('a_b@contoso.com')).not.toBe(secretNameOf('a.b@contoso.com'))
  })
})
