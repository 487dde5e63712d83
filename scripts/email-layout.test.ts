import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { layoutFile, layoutModule } from './email-layout.ts';

it('the email layout is what journeys/layout.mjml compiles to', async () => {
  expect(readFileSync(layoutFile, 'utf8')).toBe(await layoutModule());
});
