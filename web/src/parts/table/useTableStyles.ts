import { makeStyles, tokens } from '@fluentui/react-components'

const narrow = '@media (max-width: 44rem)'

export const useTableStyles = makeStyles({
  table: { display: 'block', width: '100%', fontSize: tokens.fontSizeBase300 },
  head: {
    display: 'block',
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    [narrow]: { position: 'static', ':not(:has(button)):not(:has(input))': { display: 'none' } },
  },
  body: { display: 'block', position: 'relative' },
  row: {
    display: 'grid',
    columnGap: '0.75rem',
    alignItems: 'start',
    [narrow]: { display: 'block', padding: '0.5rem 0' },
  },
  placed: {
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // Links keep their contrast on it, light and dark.
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-within': { backgroundColor: tokens.colorNeutralBackground3 },
  },
  selected: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  cell: {
    display: 'block',
    minWidth: 0,
    padding: '0.65rem 0.25rem',
    textAlign: 'left',
    fontWeight: 'inherit',
    overflowWrap: 'anywhere',
    [narrow]: {
      padding: '0.1rem 0.25rem',
      '&[data-title]:not(:empty)::before': {
        content: "attr(data-title) ': '",
        color: tokens.colorNeutralForeground3,
      },
      ':is(th):not(:has(button)):not(:has(input))': { display: 'none' },
      ':is(th)': { display: 'inline-block' },
    },
  },
  box: { padding: 0 },
  sortable: { padding: '0.25rem 0' },
  sort: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.25rem',
    padding: '0.4rem 0.25rem',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    font: 'inherit',
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})
