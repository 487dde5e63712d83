import type { CustomerImport } from '../prisma/generated/client.ts';

const bases: Record<string, string> = {
  agreed: 'the business stated that they agreed to messages',
  customers: 'the business stated that they were its customers before',
  none: 'no consent to advertising was stated, so they get none',
};

/** What was stated of a customer who stood on a list that somebody uploaded. */
export const listWords = ({ fileName, basis, textsAgreed }: CustomerImport): string =>
  `On the list “${fileName}”: ${bases[basis] ?? basis}; ${textsAgreed ? 'texts were agreed to' : 'no texts'}.`;
