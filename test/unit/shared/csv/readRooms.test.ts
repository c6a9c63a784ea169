import { describe, expect, test } from 'vitest'
import { readRooms } from '../../../../shared/csv/readRooms.ts'
import { makeTemplate } from '../../../../shared/csv/template.ts'
import { builtInProfiles } from '../../../../shared/room/profiles.ts'

const read = (text: string | Uint8Array) =>
  readRooms(typeof text === 'string' ? Buffer.from(text) : text, '2027-01-31', builtInProfiles)
const told = (text: string | Uint8Array) =>
  read(text).problems.map(({ line, column, detail }) => `${line}|${column}|${detail}`)

const head = 'name,site,usageLocation'

describe('a file of rooms', () => {
  test.each([
    ['with commas', `${head}\nBoard,OSL,NO`],
    ['with semicolons', 'name;site;usageLocation\nBoard;OSL;NO'],
    ['with a byte order mark', `\uFEFF${head}\nBoard,OSL,NO`],
    ['with the line ends of Windows', `${head}\r\nBoard,OSL,NO\r\n`],
    ['with the line ends of old Macs', `${head}\rBoard,OSL,NO`],
    ['with quotes', `"name","site","usageLocation"\n"Board","OSL","NO"`],
    ['with names as people write them', 'Name, SITE ,Usage Location\nBoard,OSL,no'],
    ['with empty lines and cells', `${head},floor,\n\nBoard,OSL,NO,,\n,,,\n`.replace('floor,\n', 'floor,city\n')],
  ])('is read %s', (_, text) => {
    const { rows, problems } = read(text)

    expect(problems).toEqual([])
    expect(rows).toMatchObject([{ room: { name: 'Board', site: 'OSL', usageLocation: 'NO', module: 1 } }])
  })

  test('has numbers, yes and no, lists and parts of fields', () => {
    const { rows, problems } = read(
      `${head},capacity,Dial in,tags,device.id,Device kind,floor\nBoard,OSL,NO,12,Yes,Whiteboard | Phone,SN-1,panel,4`,
    )

    expect(problems).toEqual([])
    expect(rows[0]?.room).toMatchObject({
      capacity: 12,
      dialIn: true,
      tags: ['Whiteboard', 'Phone'],
      device: { id: 'SN-1', kind: 'panel' },
      floor: '4',
    })
  })

  test('keeps delimiters, quotes and line breaks that stand in quotes', () => {
    const { rows } = read(`${head}\n"Board, ""large""",OSL,NO`)

    expect(rows[0]?.room.name).toBe('Board, "large"')
    expect(told(`${head}\n"Bo\nard",OSL,NO\nSmall,OSL,XX`).map((one) => one.split('|')[0])).toEqual(['2', '4'])
  })

  test.each(['=1+1', '@SUM(A1)', '=HYPERLINK("https://evil.example")', '-2+3'])(
    'keeps the formula %s as a text',
    (cell) => {
      expect(read(`${head}\n"${cell.replaceAll('"', '""')}",OSL,NO`).rows[0]?.room.name).toBe(cell)
    },
  )

  test.each([
    ['nothing', '', ['1||The file is empty; download the template and fill in a row for each room']],
    ['a header alone', head, ['2||has no room; fill in a row for each room']],
    [
      'an unknown column',
      `${head},colour\nBoard,OSL,NO,red`,
      [/^1\|colour\|is not a known column; known are name, site,/],
    ],
    [
      'a column twice',
      `${head},Usage location\nBoard,OSL,NO,NO`,
      ['1|Usage location|is the same column as usageLocation; take one out'],
    ],
    ['a column without a name', `${head},\nBoard,OSL,NO,`, ['1|column 4|has no name; name it, or take it out']],
    ['a missing column', 'name,usageLocation\nBoard,NO', ['1|site|is a column that is needed; add it']],
    [
      'a wrong cell',
      'Name,Site,Usage Location\nBoard,OSL,Norway',
      ['2|Usage Location|must be a two-letter country code such as NO or DE'],
    ],
    ['an empty cell that is needed', `${head}\n,OSL,NO`, ['2|name|is needed']],
    [
      'a number that is none',
      `${head},capacity\nBoard,OSL,NO,many`,
      ['2|capacity|must be a whole number from 1 to 10000'],
    ],
    ['neither yes nor no', `${head},hidden\nBoard,OSL,NO,maybe`, ['2|hidden|must be true or false']],
    ['a day in the past', `${head},Install on\nBoard,OSL,NO,2027-01-30`, [/^2\|Install on\|2027-01-30 is in the past/]],
    ['an unknown profile', `${head},profile\nBoard,OSL,NO,palace`, [/^2\|profile\|/]],
    ['too many cells', `${head}\nBoard,OSL,NO,more`, [/^2\|\|has more cells than the first line/]],
    ['an open quote', `${head}\n"Board,OSL,NO`, [/^2\|\|has a quote that is not closed/]],
    [
      'the same room twice',
      `${head}\nBoard,OSL,NO\nSmall,OSL,NO\nboard,osl,NO`,
      ['4|name|is the same room as in line 2; take one out'],
    ],
    [
      'the same address twice',
      `${head},address\nA,OSL,NO,r@contoso.com\nB,OSL,NO,R@contoso.com`,
      ['3|address|is the same address as in line 2; take one out'],
    ],
    [
      'two that go first',
      `${head},canary\nA,OSL,NO,yes\nB,OSL,NO,yes`,
      ['3|canary|marks a second row; line 2 goes first'],
    ],
    [
      'a list that contradicts itself',
      `${head},hidden,Room list\nA,OSL,NO,yes,Oslo`,
      [/^2\|Room list\|contradicts hidden/],
    ],
  ])('that has %s is refused by line and column', (_, text, expected) => {
    const problems = told(text)

    expect(problems).toHaveLength(expected.length)
    for (const [place, one] of expected.entries())
      expect(problems[place]).toMatch(one instanceof RegExp ? one : new RegExp(`^${one.replaceAll(/[|]/g, '\\|')}$`))
  })

  test('that is not UTF-8 is refused with what to do', () => {
    expect(told(Buffer.from(`${head}\nBl\xe5,OSL,NO`, 'latin1'))).toEqual([
      '1||is not UTF-8; save the file as "CSV UTF-8" and upload that',
    ])
  })

  test('has at most 1,000 rooms', () => {
    const file = (rooms: number) => [head, ...Array.from({ length: rooms }, (_, at) => `Room ${at},OSL,NO`)].join('\n')

    expect(read(file(1_000))).toMatchObject({ count: 1_000, problems: [] })
    expect(told(file(1_001))).toEqual(['1||has 1001 rows below it; upload at most 1000'])
  })

  test('says what is wrong with every row, not with the first alone', () => {
    expect(told(`${head},capacity\nA,OSL,XX,0\nB,,NO,4`).map((one) => one.split('|').slice(0, 2))).toEqual([
      ['2', 'capacity'],
      ['2', 'usageLocation'],
      ['3', 'site'],
    ])
  })

  test('goes first with the row that is marked, else with the first', () => {
    expect(read(`${head},Canary\nA,OSL,NO,\nB,OSL,NO,yes`).canary).toBe(3)
    expect(read(`${head}\nA,OSL,NO`).canary).toBe(2)
  })

  test('is what the template is', () => {
    expect(read(makeTemplate())).toMatchObject({ count: 1, problems: [] })
  })

  test('cannot name what is no field', () => {
    expect(told('__proto__,constructor,name,site,usageLocation\nx,y,A,OSL,NO').map((one) => one.split('|')[1])).toEqual(
      ['__proto__', 'constructor'],
    )
  })
})
