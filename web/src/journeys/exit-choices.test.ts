import { describe, expect, it } from '@jest/globals';
import type { TriggerProvider } from '../../../api/schemas.ts';
import { exitChoices, mayBeSame, newExit, reactionChoices, startKind } from './exit-choices.ts';

const trigger = (type: string, label: string, entity: string) => ({ type, label, entity, meaning: '', fields: [] });
const providers: TriggerProvider[] = [
  {
    provider: 'acme',
    name: 'Acme',
    state: 'connected',
    triggers: [
      trigger('invoice_paid', 'An invoice is paid', 'invoice'),
      trigger('quote_approved', 'A quote is approved', 'quote'),
    ],
  },
  {
    provider: 'books',
    name: 'Books',
    state: 'not_connected',
    triggers: [
      trigger('invoice_paid', 'An invoice is paid', 'invoice'),
      trigger('quote_approved', 'An estimate is accepted', 'quote'),
      trigger('invoice_sent', 'An invoice is sent', 'invoice'),
    ],
  },
  { provider: 'fax', name: 'Fax', state: 'not_set_up', triggers: [trigger('fax_sent', 'A fax is sent', 'fax')] },
];
const choices = exitChoices(providers);
const choice = (type: string) => choices.find((each) => each.type === type);

describe('the choices of what ends a journey early', () => {
  it('stand there once, in the words of every system that is set up', () => {
    expect(choices.map(({ label }) => label)).toEqual([
      'An invoice is paid (Acme, Books)',
      'A quote is approved (Acme) · An estimate is accepted (Books)',
      'An invoice is sent (Books)',
    ]);
  });

  it('may be about the same thing where kinds agree, and never for what starts it', () => {
    const start = { provider: 'books', type: 'invoice_sent' };
    const kind = startKind(providers, start);
    expect(kind).toBe('invoice');
    expect(
      ['invoice_paid', 'quote_approved', 'invoice_sent', 'gone'].map((type) => mayBeSame(choice(type), kind, start)),
    ).toEqual([true, false, false, false]);
    expect(mayBeSame(choice('invoice_paid'), startKind(providers, null), null)).toBe(false);
  });

  it('begin with an id of their own', () => {
    const first = newExit([]);
    expect([
      first.id,
      newExit([first, { ...first, id: 'exit-3' }]).id,
      newExit([{ ...first, id: 'exit-2' }]).id,
    ]).toEqual(['exit-1', 'exit-4', 'exit-3']);
  });
});

describe('what the customer may do', () => {
  it('is offered beside the events, and is about no kind of thing', () => {
    const offered = reactionChoices((reaction) => `They ${reaction}`);
    expect(offered.map(({ type, label }) => [type, label])).toEqual([
      ['replied', 'They replied'],
      ['clicked', 'They clicked'],
    ]);
    expect(offered.some((each) => mayBeSame(each, 'invoice', null))).toBe(false);
  });
});
