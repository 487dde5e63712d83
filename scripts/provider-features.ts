import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Truth } from '../journeys/steps/schema.ts';
import { createProviders } from '../providers/index.ts';
import { manifests } from '../providers/manifests.ts';
import type { Limit, Manifest, Provider } from '../providers/provider.ts';
import { testConfig } from '../testing/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
export const featuresFile = join(root, 'docs', 'providers.md');

type Column = { manifest: Manifest; provider: Provider };

/** The table of features × providers, from the registry and the titles of the contract suite. */
export function providerFeatures(): string {
  const providers = createProviders(testConfig(credentials()));
  const columns = Object.values<Manifest>(manifests).map((manifest) => {
    const provider = providers[manifest.key];
    if (!provider) throw new Error(`${manifest.key} is not in the registry`);
    return { manifest, provider };
  });
  return [
    '# What each provider offers',
    'Made from the registry and from the titles of the contract suite by `npm run generate`; a test compares.',
    '## Triggers, and what each really means',
    triggers(columns),
    '## Fields for templates and filters',
    'Each trigger offers the fields of its own entity, beside `customer.*` and `business.*`.',
    ...columns.flatMap(fields),
    '## What it is asked right before a message leaves',
    'A step may demand that this still is so; it is read anew from every connected provider that can tell.',
    truths(columns),
    '## How it is read',
    ways(columns),
    '## What has to be switched on at the provider',
    ...columns.flatMap(permissions),
    '## What every provider keeps',
    'One suite asks every provider, over its sandbox as a real HTTP server.',
    ...facts(),
    '',
  ].join('\n\n');
}

/** As with real accounts: the sandboxes of this machine allow more than the vendors do. */
function credentials(): Record<string, string> {
  const names = ['CLIENT_ID', 'CLIENT_SECRET', 'WEBHOOK_VERIFIER_TOKENS'];
  const all = Object.keys(manifests).flatMap((key) => names.map((name) => `${key.toUpperCase()}_${name}`));
  return Object.fromEntries(all.map((name) => [name, 'real']));
}

function triggers(columns: Column[]): string {
  const keys = [...new Set(columns.flatMap(({ manifest }) => Object.keys(manifest.triggers)))].sort();
  const rows = keys.map((key) => [
    `\`${key}\``,
    ...columns.map(({ manifest: { triggers: own } }) =>
      own[key] ? `**${own[key].label}.** ${own[key].meaning}` : '–',
    ),
  ]);
  return table(['trigger', ...columns.map(nameOf)], rows);
}

function fields({ manifest }: Column): string[] {
  const offered = new Map<string, { label: string; type: string; sample: string; triggers: string[] }>();
  for (const [trigger, { fields: own }] of Object.entries(manifest.triggers))
    for (const { name, ...field } of own) {
      const known = offered.get(name) ?? { ...field, triggers: [] };
      offered.set(name, { ...known, triggers: [...known.triggers, trigger] });
    }
  const rows = [...offered]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { label, type, sample, triggers: by }]) => [
      `\`${name}\``,
      label,
      type,
      sample,
      by.map((trigger) => `\`${trigger}\``).join(' '),
    ]);
  return [`### ${manifest.name}`, table(['field', 'label', 'type', 'sample', 'triggers'], rows)];
}

function truths(columns: Column[]): string {
  const keys = [...new Set(columns.flatMap(({ manifest }) => Object.keys(manifest.truths)))] as Truth['fact'][];
  const rows = keys.map((key) => [`\`${key}\``, ...columns.map(({ manifest }) => manifest.truths[key] ?? '–')]);
  return table(['demand', ...columns.map(nameOf)], rows);
}

function ways(columns: Column[]): string {
  const row = (what: string, say: (column: Column) => string) => [what, ...columns.map(say)];
  return table(
    ['', ...columns.map(nameOf)],
    [
      row('limits of an account', ({ provider }) => provider.limits.map(limit).join('<br>')),
      row('customers to a page', ({ provider }) => provider.pageSize.toLocaleString('en-US')),
      row('first reading', ({ manifest }) => manifest.reads.history),
      row('repair sweep', ({ manifest }) => manifest.reads.sweep),
      row('address for webhooks', ({ provider }) =>
        provider.registerWebhooks ? 'can be registered by a call, or by hand' : 'is entered by hand',
      ),
    ],
  );
}

function permissions({ manifest }: Column): string[] {
  return [
    `### ${manifest.name}`,
    table(
      ['scope', 'what for'],
      manifest.scopes.map(({ name, why }) => [`\`${name}\``, why]),
    ),
    `Topics: ${manifest.topics.map((topic) => `\`${topic}\``).join(', ')}.`,
  ];
}

/** The suite's own words: `describe` is who, `it` is what. */
function facts(): string[] {
  const folder = join(root, 'providers');
  const suites = readdirSync(folder).filter((name) => /^describe-[a-z]+\.ts$/.test(name));
  const said = new Map<string, string[]>();
  const first = 'describe-provider.ts';
  for (const suite of [first, ...suites.filter((name) => name !== first).sort()]) {
    let who = '';
    const titles = readFileSync(join(folder, suite), 'utf8').matchAll(
      /\b(describe|it)(?:\.each\([^\n]*?\))?\(\s*'((?:[^'\\]|\\.)*)'/g,
    );
    for (const [, call, title = ''] of titles) {
      if (call === 'describe') who = title;
      else said.set(who, [...(said.get(who) ?? []), title.replace(/: %s$/, '').replace('%s', '…')]);
    }
  }
  return [...said].flatMap(([who, what]) => [
    `### ${who[0]?.toUpperCase()}${who.slice(1)}`,
    [...new Set(what)].map((fact) => `- ${fact}`).join('\n'),
  ]);
}

const nameOf = ({ manifest }: Column) => manifest.name;
const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
const limit = ({ name, maximum, restoredPerSecond }: Limit) =>
  `${name.replaceAll('_', ' ')}: ${number(maximum)}, ${number(restoredPerSecond)} back each second`;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(featuresFile, providerFeatures());
