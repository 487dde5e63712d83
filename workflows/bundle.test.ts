import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode } from '@temporalio/worker';

const nothing = () => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
const bundleOf = async (path: string) => {
  const workflowsPath = fileURLToPath(new URL(path, import.meta.url));
  return (await bundleWorkflowCode({ workflowsPath, logger: quiet })).code;
};

/** The modules in a bundle, by the names that webpack wrote into it. */
const modules = (code: string): string[] =>
  [...code.matchAll(/"(\.\/[^"\n]+\.(?:ts|js|cjs|mjs))"/g)].map(([, name]) => name ?? '');

describe('the bundle of the workflows', () => {
  it('holds nothing of ours but workflows, and neither zod nor luxon', async () => {
    const found = modules(await bundleOf('./index.ts'));
    expect(found.some((name) => name.includes('workflows/journey-enrollment'))).toBe(true);
    const ours = found.filter((name) => !name.includes('node_modules'));
    expect(ours.filter((name) => !name.startsWith('./workflows/'))).toEqual([]);
    expect(found.filter((name) => /node_modules\/(zod|luxon|liquidjs|libphonenumber)/.test(name))).toEqual([]);
  }, 60_000);
});
