import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

/** The one accent: a deep petrol that reads on paper white and, in its lighter shades, on night blue. */
const petrol: MantineColorsTuple = [
  '#e8f5f6',
  '#d3e9eb',
  '#a9d3d7',
  '#7cbcc2',
  '#57a8b0',
  '#2f8c95',
  '#187781',
  '#0c636c',
  '#0a525a',
  '#073f46',
];
const red: MantineColorsTuple = [
  '#fdeeee',
  '#fadcdb',
  '#f3b6b4',
  '#ec8e8b',
  '#e66d69',
  '#d94a46',
  '#c53632',
  '#ab2723',
  '#8e1f1c',
  '#701816',
];
/** Greys with a breath of petrol in them, so that the accent belongs. */
const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef2f2',
  '#e0e6e7',
  '#cdd6d7',
  '#a9b6b8',
  '#849395',
  '#637274',
  '#4c5a5c',
  '#344143',
  '#1f2a2c',
];
const dark: MantineColorsTuple = [
  '#dfe8e8',
  '#b6c4c5',
  '#93a4a6',
  '#6d7f81',
  '#445356',
  '#33403f',
  '#263133',
  '#1a2325',
  '#141b1d',
  '#0e1415',
];

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

const shared = {
  colors: { petrol, red, gray, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  // Mantine decides on the light shade alone; ours is written on a light fill in the dark.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--ml-on-accent)' } : colors;
  },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: '650', textWrap: 'balance' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // A link inside a sentence must not be known by its colour alone.
    Anchor: { defaultProps: { underline: 'always' } },
  },
} as const satisfies MantineThemeOverride;

/** Small and dense, for people with a mouse and eight hours. */
export const deskTheme = createTheme({
  ...shared,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  components: {
    ...shared.components,
    TextInput: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'sm' } },
    // Not by any key, as delivered: the very key that opens a menu would close it, where the menu came after the screen.
    Menu: { defaultProps: { clickOutsideEvents: ['mousedown', 'touchstart'] } },
    Modal: { defaultProps: { transitionProps: { duration: 90 }, overlayProps: { backgroundOpacity: 0.35 } } },
  },
});

/** Larger, for thumbs: 16 px text and 44 px targets. */
export const portalTheme = createTheme({
  ...shared,
  defaultRadius: 'md',
  fontSizes: { xs: '13px', sm: '15px', md: '16px', lg: '18px', xl: '22px' },
  components: {
    ...shared.components,
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { size: 'md' } },
    ActionIcon: { defaultProps: { size: 44 } },
  },
});

/** Mantine's own dimmed and error greys and reds fall short of 4.5:1; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#17211f',
    '--mantine-color-dimmed': '#536163',
    '--mantine-color-placeholder': '#647274',
    '--mantine-color-error': '#ab2723',
    '--mantine-color-anchor': '#0c636c',
    '--mantine-color-default-border': '#b9c5c6',
  },
  dark: {
    '--mantine-color-body': '#1a2325',
    '--mantine-color-text': '#e2eaea',
    '--mantine-color-dimmed': '#a3b3b4',
    '--mantine-color-placeholder': '#93a4a6',
    '--mantine-color-error': '#f3a19e',
    '--mantine-color-anchor': '#7cc6cc',
    '--mantine-color-default-border': '#445356',
    // Dark ink stands on these: under the pointer they grow lighter, or it could not be read.
    '--mantine-color-petrol-filled-hover': '#7cbcc2',
    '--mantine-color-red-filled-hover': '#ec8e8b',
  },
});
