const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€\f';

/** How many parts a text is sent and billed in: 160 or 70 characters, 153 or 67 when there are several. */
export function segmentsOf(text: string): number {
  const units = unitsOf(text);
  const [single, each] = units === null ? [70, 67] : [160, 153];
  const size = units ?? text.length;
  return size <= single ? 1 : Math.ceil(size / each);
}

/** Septets in the GSM alphabet; null when one character needs the wide one. */
function unitsOf(text: string): number | null {
  let units = 0;
  for (const character of text) {
    if (basic.includes(character)) units += 1;
    else if (extended.includes(character)) units += 2;
    else return null;
  }
  return units;
}
