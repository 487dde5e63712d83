/** A colour as the business gave it: `#` and six hexadecimal digits. */
export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

export const usualColor = '#1d5c87';

// WCAG 2.2 AA for text of any size.
const enough = 4.5;

/** The colour itself where it can be read on the background, else the nearest shade of it that can. */
export function readableOn(color: string, background: string): string {
  const towards = luminance(background) > 0.18 ? 0 : 255;
  for (let share = 0; share < 1; share += 0.05) {
    const shade = mixed(color, towards, share);
    if (contrast(shade, background) >= enough) return shade;
  }
  return mixed(color, towards, 1);
}

/** Dark or light letters, whichever can be read on the colour. */
export const inkOn = (color: string): '#ffffff' | '#000000' =>
  contrast('#ffffff', color) >= enough ? '#ffffff' : '#000000';

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = parts(color).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const mixed = (color: string, towards: number, share: number): string =>
  `#${parts(color)
    .map((part) => Math.round(part + (towards - part) * share))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;

const parts = (color: string): number[] => [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));
