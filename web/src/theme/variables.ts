import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { amber, brick, lake, spruce, stone } from './colors.ts';

const accents = { spruce, amber, brick, lake, gray: stone, red: brick };

/** Everything the components derive from a colour, pinned to shades whose contrast was measured. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--page-width': '66rem',
    '--reading-width': '42rem',
  },
  light: {
    ...each((name, tuple) => ({
      [`--mantine-color-${name}-text`]: tuple[7],
      [`--mantine-color-${name}-filled`]: tuple[6],
      [`--mantine-color-${name}-filled-hover`]: tuple[7],
      [`--mantine-color-${name}-light`]: tuple[0],
      [`--mantine-color-${name}-light-hover`]: tuple[1],
      [`--mantine-color-${name}-light-color`]: tuple[8],
      [`--mantine-color-${name}-outline`]: tuple[6],
    })),
    '--mantine-color-body': stone[0],
    '--mantine-color-text': '#20241f',
    '--mantine-color-default-color': '#20241f',
    '--mantine-color-dimmed': '#5d5b54',
    '--mantine-color-placeholder': '#6d6a62',
    '--mantine-color-anchor': spruce[6],
    '--mantine-color-error': brick[6],
    '--mantine-color-default-border': stone[3],
    '--surface': '#ffffff',
    '--surface-raised': '#ffffff',
    '--surface-sunken': stone[1],
    '--line': stone[2],
    '--line-strong': stone[4],
    '--shadow-card': '0 1px 2px rgb(40 36 24 / 6%)',
    '--dot-done': spruce[5],
    '--dot-waiting': amber[5],
    '--dot-failed': brick[5],
    '--dot-info': lake[5],
    '--dot-quiet': stone[4],
    '--drawing-line': spruce[7],
    '--drawing-soft': spruce[1],
    '--drawing-paper': '#ffffff',
    '--drawing-ground': stone[1],
    '--drawing-warm': '#f4b860',
  },
  dark: {
    ...each((name, tuple) => ({
      [`--mantine-color-${name}-text`]: tuple[2],
      [`--mantine-color-${name}-filled`]: name === 'gray' ? '#4a534f' : tuple[6],
      [`--mantine-color-${name}-filled-hover`]: name === 'gray' ? '#59635f' : tuple[5],
      [`--mantine-color-${name}-light`]: name === 'gray' ? '#29302e' : `color-mix(in srgb, ${tuple[5]} 22%, #151a18)`,
      [`--mantine-color-${name}-light-hover`]:
        name === 'gray' ? '#323a37' : `color-mix(in srgb, ${tuple[5]} 32%, #151a18)`,
      [`--mantine-color-${name}-light-color`]: tuple[1],
      [`--mantine-color-${name}-outline`]: tuple[3],
    })),
    '--mantine-color-body': '#121615',
    '--mantine-color-text': '#e7eae8',
    '--mantine-color-default-color': '#e7eae8',
    '--mantine-color-dimmed': '#a6afaa',
    '--mantine-color-placeholder': '#959e99',
    '--mantine-color-anchor': spruce[2],
    '--mantine-color-error': brick[2],
    '--mantine-color-default-border': '#3d4643',
    '--surface': '#1a1f1d',
    '--surface-raised': '#212725',
    '--surface-sunken': '#161a19',
    '--line': '#2a312f',
    '--line-strong': '#4b5551',
    '--shadow-card': 'none',
    '--dot-done': spruce[3],
    '--dot-waiting': amber[3],
    '--dot-failed': brick[3],
    '--dot-info': lake[3],
    '--dot-quiet': '#5c6661',
    '--drawing-line': spruce[2],
    '--drawing-soft': '#1f4f42',
    '--drawing-paper': '#212725',
    '--drawing-ground': '#151a18',
    '--drawing-warm': '#e9a94a',
  },
});

function each(of: (name: string, tuple: MantineColorsTuple) => Record<string, string>): Record<string, string> {
  return Object.assign({}, ...Object.entries(accents).map(([name, tuple]) => of(name, tuple)));
}
