import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { firstPaths } from '../web/src/paths.ts';
import { en } from '../web/src/words/en.ts';
import { first } from '../web/src/words/first.ts';

const source = resolve('web/src');
const library = resolve('node_modules/@mantine/core');
const read = (file: string) => readFileSync(file, 'utf8');

/** Every file that a file brings along at once; what is imported on demand is not among them. */
function closure(files: string[], importOf: RegExp, known = new Set<string>()): Set<string> {
  for (const file of files) {
    if (known.has(file)) continue;
    known.add(file);
    const near = [...read(file).matchAll(importOf)].map(([, path = '']) => resolve(dirname(file), path));
    closure(near, importOf, known);
  }
  return known;
}

/** Names of words as they are written down, and as `t` asks for them. */
function keysOf(words: object, above = ''): string[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = `${above}${name}`;
    if (typeof value === 'object') return [`${key}.`, ...keysOf(value, `${key}.`)];
    return [key, key.replace(/_(zero|one|other)$/, '')];
  });
}

const app = read(join(source, 'app.tsx'));
const pages = firstPaths.map((path) => {
  const load = new RegExp(`(?:'${path.replace('/', '\\/')}'|\\b${path}): \\(\\) => import\\('(\\.[^']+)'\\)`).exec(app);
  if (!load?.[1]) throw new Error(`No page ${path} in web/src/app.tsx`);
  return join(source, load[1]);
});
const ownImport = /(?:^|\n)(?:import|export)\b(?! type)[^;'"]*['"](\.[^'"]+\.tsx?)['"]/g;
const files = [...closure([join(source, 'main.tsx'), join(source, 'shell/shell.tsx'), ...pages], ownImport)];

describe('the first load', () => {
  it('knows the words of its pages', () => {
    const here = new Set(keysOf(first));
    const later = new Set(keysOf(en).filter((key) => !here.has(key)));
    const missing = files
      .filter((file) => !file.includes('/words/'))
      .flatMap((file) =>
        // A whole key, or the beginning of one that ends in a value.
        [...read(file).matchAll(/['"`]([a-z][\w.]*\.\w*)(['"`$])/gi)]
          .filter(([, key = '']) => later.has(key))
          .map(([, key]) => `${file.slice(source.length + 1)}: ${key}`),
      );
    expect(missing).toEqual([]);
  });

  it('has the styles of its components', () => {
    const styles = read(join(source, 'theme/styles.ts'));
    const index = read(join(library, 'esm/index.mjs'));
    const used = files.flatMap((file) =>
      [...read(file).matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      ),
    );
    const modules = [...new Set(used)].flatMap((name) => {
      const found = new RegExp(`\\b${name}\\b[^;]*\\} from "(\\./components/[^"]+)"`).exec(index);
      return found?.[1] ? [join(library, 'esm', found[1])] : [];
    });
    const brought = [...closure(modules, /from "(\.[^"]+\.mjs)"/g)].map(
      (file) => /components\/(\w+)\//.exec(file)?.[1],
    );
    const styled = [...new Set(brought)].filter(
      (name) => name && existsSync(join(library, `styles/${name}.layer.css`)) && !styles.includes(`/${name}.layer.css`),
    );
    expect(modules.length).toBeGreaterThan(10);
    expect(styled).toEqual([]);
  });
});
