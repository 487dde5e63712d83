import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Definition, emptyDefinition, type Step } from '../journeys/definition.ts';
import { definitionJsonSchema, definitionSchemaFile } from './definition-schema.ts';

const steps: Step[] = [
  {
    id: 'fork',
    kind: 'branch',
    lanes: [
      { id: 'big', when: { not: { any: [{ field: 'job.total', is: 'known' }] } }, steps: [{ id: 'x', kind: 'exit' }] },
    ],
    otherwise: [{ id: 'w', kind: 'wait', amount: 2, unit: 'days' }],
  },
];
const full: Definition = { ...emptyDefinition(), steps };

describe('the JSON Schema of a definition', () => {
  const accepts = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(definitionSchemaFile, 'utf8')));

  it('is what npm run generate makes of the schema in the code', () => {
    expect(readFileSync(definitionSchemaFile, 'utf8')).toBe(definitionJsonSchema());
  });

  it('accepts a tree, and refuses what is wrong deep inside it', () => {
    expect(accepts(full)).toBe(true);
    const faulty = JSON.parse(JSON.stringify(full).replace('"amount":2', '"amount":0'));
    expect(accepts(faulty)).toBe(false);
  });

  it('accepts a file that leaves out what came later than its format', () => {
    const { filter: _f, exclusive: _e, late: _l, exits: _x, window: _w, caps: _c, review: _r, ...older } = full;
    expect(accepts(older)).toBe(true);
  });
});
