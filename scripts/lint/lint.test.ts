import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));

function lint(file: string, source: string): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', `--stdin-file-path=${file}`];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, input: source, encoding: 'utf8' });
  return stdout + stderr;
}

describe('the lint', () => {
  it.each(['journeys', 'activities', 'api', 'records'])('lets %s ask nobody but its clock for the time', (folder) => {
    expect(lint(`${folder}/planted.ts`, 'export const now = Date.now();\n')).toContain('Nothing here asks the machine');
    expect(lint(`${folder}/planted.ts`, 'export const now = new Date();\n')).toContain('Nothing here asks the machine');
  });

  it('lets an instant be made of a number', () => {
    expect(lint('records/planted.ts', 'export const now = new Date(5);\n')).not.toContain('Nothing here');
  });

  it('keeps the whole of zod out of the browser', () => {
    expect(lint('web/src/planted.ts', "import { z } from 'zod';\nexport const a = z;\n")).toContain(
      'noRestrictedImports',
    );
    expect(lint('web/src/planted.ts', "import * as z from 'zod';\nexport const a = z;\n")).not.toContain(
      'noRestrictedImports',
    );
  });

  it('admits no any', () => {
    expect(lint('records/planted.ts', 'export const a: any = 1;\n')).toContain('noExplicitAny');
  });
});
