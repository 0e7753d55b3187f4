import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** What all languages share; their letters and the height of their lines are in theme.css. `close` is said of buttons. */
export const themeWith = (close: string) => ({
  ...theme,
  components: {
    ...theme.components,
    ModalCloseButton: { defaultProps: { 'aria-label': close } },
    DrawerCloseButton: { defaultProps: { 'aria-label': close } },
  },
});

const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: 'var(--letters, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif)',
  headings: { fontFamily: 'inherit', fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Mantine's <header> would be a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    // What is said of a wheel that turns is said to everybody.
    Loader: { defaultProps: { role: 'status' } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: false } } },
  },
});

/** Mantine's greys are too faint to be read by everybody: these stand four and a half to one against what is behind them. */
export const variables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors.teal[9],
    '--mantine-color-teal-light': colors.teal[0],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors.teal[4],
  },
});
