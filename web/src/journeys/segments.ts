const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('\f^{}\\[~]|€');

/** How many texts a message is billed as (GSM 03.38), and the characters that make it more. */
export function segmentsOf(text: string): { length: number; segments: number; costly: string[] } {
  const characters = [...text];
  const costly = [...new Set(characters.filter((each) => !basic.has(each) && !extended.has(each)))];
  const units =
    costly.length > 0 ? text.length : characters.reduce((sum, each) => sum + (extended.has(each) ? 2 : 1), 0);
  const [alone, joined] = costly.length > 0 ? [70, 67] : [160, 153];
  return { length: characters.length, segments: units <= alone ? 1 : Math.ceil(units / joined), costly };
}
