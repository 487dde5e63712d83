import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import core from 'mjml-core';
import preset from 'mjml-preset-core';
import { root } from './install.mjs';

export const layoutFile = join(root, 'journeys', 'generated', 'layout.ts');

/** The module that journeys/layout.mjml compiles to: the HTML of every email, with its `@@slots@@`. */
export async function layoutModule(): Promise<string> {
  const source = readFileSync(join(root, 'journeys', 'layout.mjml'), 'utf8');
  const { html, errors } = await core.default(source, { presets: [preset], validationLevel: 'strict', fonts: {} });
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const lines = html.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '').join('\n');
  return `// Compiled from journeys/layout.mjml by npm run generate.\nexport const layout = ${JSON.stringify(text)};\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(layoutFile, await layoutModule());
}
