import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { featuresFile, providerFeatures } from './provider-features.ts';

it('the table of features says what the registry says (else: npm run generate)', () => {
  expect(readFileSync(featuresFile, 'utf8')).toBe(providerFeatures());
});
