import { describe, expect, it } from '@jest/globals';
import { type Definition, definitionSchema, emptyDefinition, stepAfter } from './definition.ts';

const definition: Definition = {
  ...emptyDefinition(),
  trigger: { provider: 'acme', type: 'job_completed' },
  steps: [
    { id: 'a', kind: 'send_email', subject: 'Thank you', body: 'Hello' },
    { id: 'b', kind: 'wait', amount: 1, unit: 'days' },
    { id: 'c', kind: 'send_sms', body: 'Hello' },
  ],
};

const accepts = (change: unknown) => definitionSchema.safeParse({ ...definition, ...(change as object) }).success;

describe('a definition', () => {
  it('comes back from JSON as it was', () => {
    expect(definitionSchema.parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  });

  it('may be empty while it is a draft', () => {
    expect(definitionSchema.safeParse(emptyDefinition()).success).toBe(true);
  });

  it('from before there were exits has none', () => {
    const { exits: _none, ...stored } = definition;
    expect(definitionSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(definition);
  });

  it('refuses an exit about something else, with too much in it, and more than 20', () => {
    const exit = { on: 'invoice_paid', goal: true, about: 'entity' };
    const exits = (...list: unknown[]) => accepts({ exits: list });
    expect([exits(exit), exits({ ...exit, id: 'paid' }), exits(...Array.from({ length: 20 }, () => exit))]).toEqual([
      true,
      true,
      true,
    ]);
    expect([
      exits({ ...exit, about: 'paper' }),
      exits({ ...exit, provider: 'acme' }),
      exits({ on: 'invoice_paid' }),
      exits(...Array.from({ length: 21 }, () => exit)),
    ]).toEqual([false, false, false, false]);
  });

  it('refuses two steps with one id', () => {
    expect(accepts({ steps: [definition.steps[0], definition.steps[0]] })).toBe(false);
  });

  it('refuses a wait of no time and one over two years', () => {
    const wait = (amount: number, unit: string) => accepts({ steps: [{ id: 'w', kind: 'wait', amount, unit }] });
    expect([wait(0, 'minutes'), wait(1, 'minutes'), wait(730, 'days'), wait(731, 'days'), wait(1.5, 'hours')]).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('refuses more than 300 steps', () => {
    const steps = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `s${n}`, kind: 'exit' }));
    expect([accepts({ steps: steps(300) }), accepts({ steps: steps(301) })]).toEqual([true, false]);
  });

  it('refuses an unknown step, purpose, rule, field and format', () => {
    expect([
      accepts({ steps: [{ id: 'x', kind: 'fax', body: '' }] }),
      accepts({ purpose: 'spam' }),
      accepts({ reentry: { rule: 'never' } }),
      accepts({ reentry: { rule: 'not_within_days' } }),
      accepts({ extra: true }),
      accepts({ format: 2 }),
    ]).toEqual([false, false, false, false, false, false]);
  });

  it('is read from top to bottom', () => {
    expect([stepAfter(definition, null)?.id, stepAfter(definition, 'b')?.id, stepAfter(definition, 'c')]).toEqual([
      'a',
      'c',
      null,
    ]);
  });
});
