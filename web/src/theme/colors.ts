import type { MantineColorsTuple } from '@mantine/core';

/** Our own tuples: each holds AA contrast where the theme uses it, which Mantine's default palette does not. */
export const spruce: MantineColorsTuple = [
  '#e9f4f0',
  '#cfe6dd',
  '#a3d0c0',
  '#74b8a1',
  '#4a9f85',
  '#2b866c',
  '#1c6b57',
  '#165747',
  '#104336',
  '#0a2f26',
];

export const amber: MantineColorsTuple = [
  '#fdf3e1',
  '#f9e4bd',
  '#f4cd88',
  '#eeb453',
  '#dd9a2b',
  '#b97a15',
  '#8f5c0c',
  '#734909',
  '#583706',
  '#3d2604',
];

export const brick: MantineColorsTuple = [
  '#fcedea',
  '#f7d5ce',
  '#efaea2',
  '#e58575',
  '#d6604d',
  '#c04433',
  '#a63425',
  '#87291d',
  '#681f16',
  '#49150f',
];

export const lake: MantineColorsTuple = [
  '#e9f1f8',
  '#cee0ef',
  '#a2c3e0',
  '#74a5cf',
  '#4b88bb',
  '#306fa4',
  '#225a8a',
  '#1b486f',
  '#153755',
  '#0e263b',
];

/** Warm greys: paper by day. */
export const stone: MantineColorsTuple = [
  '#faf9f6',
  '#f4f2ed',
  '#e8e5dd',
  '#d8d4ca',
  '#b9b4a8',
  '#8b877c',
  '#63605a',
  '#4b4944',
  '#343330',
  '#1f1f1d',
];

/** Surfaces of the dark scheme, from text (0) to the ground (9). */
export const night: MantineColorsTuple = [
  '#e7eae8',
  '#c3cac6',
  '#a3aca7',
  '#7d8782',
  '#3d4643',
  '#2e3634',
  '#232a28',
  '#1b211f',
  '#151a18',
  '#101413',
];
