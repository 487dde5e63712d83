// @ts-check
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './install.mjs';

let typesToo = true;

// TypeScript 7 has no parser to offer. With swc dependency-cruiser neither tells that .tsx files have JSX in them
// nor which imports are of types only: so it looks twice, once with them and once without.
function teachSwc() {
  const swc = createRequire(import.meta.url)('@swc/core');
  const { parseFileSync } = swc;
  swc.parseFileSync = (/** @type {string} */ file, /** @type {object} */ options) => {
    const tree = parseFileSync(file, { ...options, tsx: file.endsWith('x') });
    if (!typesToo) tree.body = tree.body.filter((/** @type {{ typeOnly?: boolean }} */ node) => !node.typeOnly);
    return tree;
  };
}

teachSwc();

/**
 * Checks every import under a folder against the arrows in .dependency-cruiser.mjs.
 * @param {string} folder
 * @returns {Promise<{ rule: string, from: string, to: string, why: string }[]>}
 */
async function architectureViolations(folder) {
  const { default: config } = await import('../.dependency-cruiser.mjs');
  typesToo = true;
  const every = await violations(folder, config.forbidden, config.options);
  typesToo = false;
  return [...every, ...(await violations(folder, config.running, config.options))];
}

/**
 * @param {string} folder
 * @param {{ name: string, comment: string, severity: 'error', from: object, to: object }[]} forbidden
 * @param {Record<string, any>} options
 */
async function violations(folder, forbidden, { enhancedResolveOptions, ...options }) {
  const { cruise } = await import('dependency-cruiser');
  const whys = new Map(forbidden.map((rule) => [rule.name, rule.comment]));
  const { output } = await cruise(
    ['.'],
    { ...options, baseDir: folder, ruleSet: { forbidden }, validate: true },
    enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error(output);
  if (output.modules.length === 0) throw new Error(`No source files were found in ${folder}`);
  return output.summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
    why: whys.get(rule.name) ?? '',
  }));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled();
  const found = await architectureViolations(process.argv[2] ?? root);
  for (const { rule, from, to, why } of found) console.error(`${from} → ${to}\n  ${rule}: ${why}`);
  console.log(found.length === 0 ? 'Every import follows the arrows.' : `${found.length} imports against the arrows`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
