import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition, type Step } from './definition.ts';
import { type PublishContext, publishProblems } from './publish-check.ts';
import { figuresOf } from './text-cost.ts';
import { worstCase } from './worst-case.ts';

const context: PublishContext = {
  providers: {
    acme: {
      name: 'Acme',
      triggers: { job_completed: { entity: 'job', fields: [] } },
      automations: { visit_reminder: 'visit reminders, under Settings' },
    },
  },
};
const text = (id: string): Step => ({ id, kind: 'send_sms', body: '{{ business.name }} STOP' });
const mail = (id: string): Step => ({ id, kind: 'send_email', subject: 'Thanks', body: 'Thanks' });
const wait = (id: string, amount: number, unit: 'hours' | 'days' = 'hours'): Step => ({
  id,
  kind: 'wait',
  amount,
  unit,
});
const journey = (steps: Step[], change: Partial<Definition> = {}): Definition => ({
  ...emptyDefinition(),
  purpose: 'invoice_reminder',
  trigger: { provider: 'acme', type: 'job_completed' },
  steps,
  ...change,
});
const problems = (steps: Step[], change: Partial<Definition> = {}, more: Partial<PublishContext> = {}) =>
  publishProblems(journey(steps, change), { ...context, ...more }).map(
    ({ path, code, severity }) => `${severity} ${code} ${path}`,
  );

describe('the publish check of sending', () => {
  it('says once for each channel that nothing can leave yet', () => {
    const senders = { email: 'no_sender', sms: 'sms_not_registered' } as const;
    expect(
      problems([mail('a'), wait('w', 2, 'days'), text('b'), wait('x', 2, 'days'), mail('c')], {}, { senders }),
    ).toEqual(['warning no_sender steps.0', 'warning sms_not_registered steps.2']);
    expect(problems([text('b')], {}, { senders: { ...senders, sms: null } })).toEqual([]);
    expect(problems([mail('a')], {}, { senders, channels: ['sms'] })).toEqual(['error channel_off steps.0']);
  });

  it('refuses marketing mail without a postal address, also where it only stands in', () => {
    const standIn = { ...text('a'), fallback: true } as Step;
    const without = { hasPostalAddress: false };
    expect(problems([standIn], { purpose: 'thank_you' }, without)).toEqual(['error no_postal_address purpose']);
    expect(problems([text('a')], { purpose: 'thank_you' }, without)).toEqual([]);
  });

  it('says when the channel that stands in is off', () => {
    const standIn = { ...text('a'), fallback: true } as Step;
    expect(problems([standIn], {}, { channels: ['sms'] })).toEqual(['warning fallback_off steps.0.fallback']);
  });

  it('asks once whether the other system sends the same', () => {
    const code = 'own_automation:acme:visit_reminder';
    const purpose = 'visit_reminder';
    expect(problems([text('a')], { purpose })).toEqual([`warning ${code} purpose`]);
    expect(problems([text('a')], { purpose }, { accepted: [code] })).toEqual([]);
    expect(problems([text('a')])).toEqual([]);
  });

  it('warns of more messages than are welcome', () => {
    const three = [text('a'), wait('w', 3), text('b'), wait('x', 3), text('c')];
    expect(problems(three)).toEqual(['warning many_a_day steps']);
    expect(problems([text('a'), wait('w', 3), text('b')])).toEqual([]);
    expect(problems([mail('a'), wait('w', 3), mail('b')], { purpose: 'thank_you' })).toEqual([
      'warning many_a_day steps',
    ]);
    const nine = Array.from({ length: 9 }, (_, n) => [mail(`m${n}`), wait(`w${n}`, 2, 'days')]).flat();
    expect(problems(nine.slice(0, -1))).toEqual(['warning many_in_all steps']);
  });
});

describe('the worst case', () => {
  const of = (...steps: Step[]) => worstCase({ steps });

  it('is what comes within a day, and on the longest way', () => {
    expect(of(mail('a'), wait('w', 23), mail('b'), wait('x', 24), mail('c'))).toEqual({ perDay: 2, inAll: 3 });
    expect(of(mail('a'), wait('w', 1, 'days'), mail('b'))).toEqual({ perDay: 1, inAll: 2 });
    expect(of(wait('w', 1))).toEqual({ perDay: 0, inAll: 0 });
  });

  it('takes the lane with the most, and none behind an end', () => {
    const lanes = (...more: Step[]): Step => ({
      ...{ id: 's', kind: 'split' },
      lanes: [
        { id: 'l', share: 50, steps: [mail('a'), mail('b'), ...more] },
        { id: 'm', share: 50, steps: [mail('c')] },
      ],
    });
    expect(of(lanes(), mail('z')).inAll).toBe(3);
    expect(of(lanes({ id: 'x', kind: 'exit' }), mail('z')).inAll).toBe(2);
  });

  it('lets what is waited for come at once', () => {
    const waiting = (happened: Step[], timedOut: Step[]): Step => ({
      ...{ id: 'f', kind: 'wait_for', for: 'clicked', amount: 3, unit: 'days', happened, timedOut },
    });
    expect(of(mail('a'), waiting([mail('b')], [])).perDay).toBe(2);
    expect(of(mail('a'), waiting([], [mail('b')])).perDay).toBe(1);
  });

  it('is counted at once for three hundred steps with ten lanes each', () => {
    const wide = (n: number): Step => ({
      ...{ id: `s${n}`, kind: 'split' },
      lanes: Array.from({ length: 10 }, (_, k) => ({ id: `l${k}`, share: 10, steps: [mail(`m${n}-${k}`)] })),
    });
    expect(of(...Array.from({ length: 27 }, (_, n) => wide(n)))).toEqual({ perDay: 27, inAll: 27 });
  });

  it('tells texts as they are billed, and about what they cost', () => {
    const long: Step = { id: 'b', kind: 'send_sms', body: 'word '.repeat(50) };
    expect(figuresOf(journey([text('a'), wait('w', 2, 'days'), long]), context)).toEqual({
      ...{ perDay: 1, inAll: 2, texts: 3 },
      cost: 0.0354,
    });
    expect(figuresOf(journey([mail('a')]), context)).toMatchObject({ texts: 0, cost: 0 });
  });
});
