import { describe, expect, it } from 'vitest'
import { generatePassword, makePasswords, secretNameOf } from '../../../../shared/vault/passwords.ts'
import { memoryVault } from '../../../kit/memoryVault.ts'
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
    expect(made.version).toBe(version)
    expect(kept).toEqual([{ version, value: made.password.reveal(), tags: { ...tags, account: address } }])
    expect(JSON.stringify(made)).not.toContain(made.password.reveal())
  })

  it('is made once in an attempt', async () => {
    const { vault, kept } = memoryVault()
    const passwords = makePasswords(vault)

    const first = await passwords.make(address, tags)
    const second = await passwords.make(address, tags)

    expect(second.password.reveal()).toBe(first.password.reveal())
    expect(kept).toHaveLength(1)
  })

  it('is made anew in another attempt or for another request', async () => {
    const { vault } = memoryVault()
    const passwords = makePasswords(vault)

    const first = await passwords.make(address, tags)

    expect((await passwords.make(address, { ...tags, attempt: '2' })).version).not.toBe(first.version)
    expect((await passwords.make(address, { ...tags, request: 'r-2' })).version).not.toBe(first.version)
  })

  it('is the earliest for two that make it at once', async () => {
    const { vault } = memoryVault(['b', 'c'])
    const passwords = makePasswords(vault)

    const [one, other] = await Promise.all([passwords.make(address, tags), passwords.make(address, tags)])

    expect(one.password.reveal()).toBe(other.password.reveal())
  })

  // Ages have whole seconds; in one second the lower version name wins, so who comes first takes a password that the second does not.
  it.fails('is the same for two of which the second came while the first had its answer already', async () => {
    const { vault, kept } = memoryVault(['z', 'a'])
    const passwords = makePasswords(vault)

    const one = await passwords.make(address, tags)
    await vault.setSecret(secretNameOf(address), 'of the second', { tags: { ...tags } })
    const other = await passwords.make(address, tags)

    expect(kept).toHaveLength(2)
    expect(other.password.reveal()).toBe(one.password.reveal())
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
