import { SegmentedMessage } from 'sms-segments-calculator';

const plain: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '…': '...',
  '•': '*',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
};

export type Segments = {
  /** As people count: an emoji is one. */
  length: number;
  segments: number;
  /** What makes every character of the text take twice the room. */
  costly: string[];
};

/** How many texts a message is billed as, and the characters that make it more. */
export function segmentsOf(text: string): Segments {
  const counted = new SegmentedMessage(text);
  return {
    length: counted.numberOfCharacters,
    segments: counted.segmentsCount,
    costly: [...new Set(counted.getNonGsmCharacters())],
  };
}

/** The same words with straight quotes, short dashes and plain spaces, which every phone network knows. */
export const withPlainCharacters = (text: string): string =>
  text.replace(/[‘’‚‛“”„‟–—‑…•\u00a0\u2009\u202f\u200b]/g, (character) => plain[character] ?? character);
