import { describe, expect, it } from '@jest/globals';
import type { Condition } from './conditions.ts';
import { type Definition, emptyDefinition, type Step } from './definition.ts';
import { type PublishContext, publishProblems } from './publish-check.ts';

const context: PublishContext = {
  providers: {
    acme: {
      name: 'Acme',
      triggers: {
        job_completed: {
          entity: 'job',
          fields: [
            { name: 'job.title', label: 'Job', type: 'text', sample: 'Lawn' },
            { name: 'job.total', label: 'Total', type: 'money', sample: '180.00' },
            { name: 'job.end_at', label: 'Ends', type: 'date', sample: '2026-11-20T16:00:00Z' },
          ],
        },
        job_closed: { entity: 'job', fields: [] },
        invoice_paid: { entity: 'invoice', fields: [] },
      },
    },
  },
};
const text = (id: string, more: Partial<Extract<Step, { kind: 'send_sms' }>> = {}): Step => ({
  ...{ id, kind: 'send_sms', body: '{{ business.name }}: thanks. Reply STOP to opt out' },
  ...more,
});
const mail = (id: string, body = 'Thanks', subject = 'Thank you'): Step => ({ id, kind: 'send_email', subject, body });
const lane = (id: string, when: Condition, ...steps: Step[]) => ({ id, when, steps });
const branch = (id: string, ...lanes: ReturnType<typeof lane>[]): Step => ({
  id,
  kind: 'branch',
  lanes,
  otherwise: [],
});
const later: Step = { id: 'later', kind: 'wait', amount: 2, unit: 'days' };
const titled: Condition = { field: 'job.title', is: 'known' };

const problems = (steps: Step[], change: Partial<Definition> = {}, more: Partial<PublishContext> = {}) =>
  publishProblems(
    {
      ...emptyDefinition(),
      purpose: 'visit_reminder',
      trigger: { provider: 'acme', type: 'job_completed' },
      steps,
      ...change,
    },
    { ...context, ...more },
  ).map(({ path, code, severity }) => `${severity} ${code} ${path}`);

describe('the publish check of conditions', () => {
  const asked = (when: Condition) => problems([text('a'), branch('b', lane('l', when, text('c'))), later, text('z')]);

  it.each<[string, Condition, string[]]>([
    ['what the trigger tells', { field: 'job.total', is: 'more_than', value: 100 }, []],
    ['what customers have', { field: 'customer.city', is: 'is', value: 'Denver' }, []],
    ['an earlier message', { step: 'a', was: 'sent' }, []],
    ['what nobody tells', { field: 'job.colour', is: 'known' }, ['error unknown_field steps.1.lanes.0.when.field']],
    [
      'what stands deep inside',
      { any: [titled, { not: { all: [{ field: 'x', is: 'known' }] } }] },
      ['error unknown_field steps.1.lanes.0.when.any.1.not.all.0.field'],
    ],
    ['a step that is gone', { step: 'q', was: 'sent' }, ['error unknown_step steps.1.lanes.0.when.step']],
    ['a step behind it', { step: 'z', was: 'sent' }, ['error later_step steps.1.lanes.0.when.step']],
    ['a step in its own lane', { step: 'c', was: 'sent' }, ['error later_step steps.1.lanes.0.when.step']],
    ['a lane of a message', { step: 'a', took: 'yes' }, ['error unknown_lane steps.1.lanes.0.when.took']],
    ['nothing to compare with', { field: 'job.title', is: 'is' }, ['error wrong_value steps.1.lanes.0.when.value']],
    [
      'more than a word',
      { field: 'job.total', is: 'more_than', value: 'much' },
      ['error wrong_value steps.1.lanes.0.when.value'],
    ],
    [
      'a word that is more than a number',
      { field: 'job.title', is: 'more_than', value: 3 },
      ['error wrong_value steps.1.lanes.0.when.value'],
    ],
    [
      'days of what is no date',
      { field: 'job.total', is: 'in_last_days', value: 3 },
      ['error wrong_value steps.1.lanes.0.when.value'],
    ],
    [
      'before something that is no date',
      { field: 'job.end_at', is: 'before', value: 'soon' },
      ['error wrong_value steps.1.lanes.0.when.value'],
    ],
    ['one of nothing', { any: [] }, ['warning empty_condition steps.1.lanes.0.when']],
  ])('judges asking for %s', (_title, when, expected) => {
    expect(asked(when)).toEqual(expected);
  });

  it('lets nobody ask before the first step what came of one', () => {
    expect(problems([text('a')], { filter: { step: 'a', was: 'sent' } })).toEqual(['error later_step filter.step']);
  });

  it('wants dates to be dates', () => {
    const until = (field: string): Step => ({
      ...{ id: 'u', kind: 'wait_until', time: null, weekdays: [], passed: 'go_on' },
      date: { field, amount: -1, unit: 'days' },
    });
    const at = (field: string) => problems([until(field), text('a')]);
    expect([at('job.end_at'), at('job.title'), at('job.begin')]).toEqual([
      [],
      ['error unknown_date steps.0.date.field'],
      ['error unknown_date steps.0.date.field'],
    ]);
  });

  it('waits only for what may happen to the same thing', () => {
    const wait = (on: string): Step => ({
      ...{ id: 'w', kind: 'wait_for', for: on, amount: 2, unit: 'days', happened: [], timedOut: [] },
    });
    const codes = ['job_closed', 'invoice_paid', 'job_completed', 'tree_felled', ''].map((on) =>
      problems([wait(on), text('a')]),
    );
    expect(codes).toEqual([
      [],
      ['error wait_of_other_kind steps.0.for'],
      ['error waits_for_start steps.0.for'],
      ['error unknown_wait steps.0.for'],
      ['error no_wait_trigger steps.0.for'],
    ]);
  });
});

describe('the publish check of lanes', () => {
  it('finds what nobody comes to', () => {
    const open = branch('b', lane('l', { all: [] }, text('c')), lane('m', titled, text('d')));
    expect(problems([open])).toEqual(['error unreachable steps.0.lanes.0.when']);
    const split: Step = {
      ...{ id: 's', kind: 'split' },
      lanes: [
        { id: 'one', share: 100, steps: [text('a')] },
        { id: 'none', share: 0, steps: [text('b')] },
      ],
    };
    expect(problems([split])).toEqual(['error unreachable steps.0.lanes.1']);
  });

  it('takes a value for sure where nobody without it comes by', () => {
    const told = mail('m', 'About {{ job.title }}');
    const noDefault = (path: string) => [`warning no_default ${path}.body`];
    expect(problems([told])).toEqual(noDefault('steps.0'));
    expect(problems([told], { filter: { all: [titled, { field: 'job.total', is: 'known' }] } })).toEqual([]);
    expect(problems([told], { filter: { any: [titled, { field: 'job.total', is: 'known' }] } })).toEqual(
      noDefault('steps.0'),
    );
    expect(problems([branch('b', lane('l', titled, told))])).toEqual([]);
    expect(problems([branch('b', lane('l', { not: titled }, told))])).toEqual(noDefault('steps.0.lanes.0.steps.0'));
    const ends = mail('m', 'On {{ job.end_at | date: "%B" }}');
    const until = (passed: 'end' | 'go_on'): Step => ({
      ...{ id: 'u', kind: 'wait_until', time: null, weekdays: [], passed },
      date: { field: 'job.end_at', amount: 1, unit: 'days' },
    });
    expect([problems([until('end'), ends]), problems([until('go_on'), ends]), problems([ends, until('end')])]).toEqual([
      [],
      noDefault('steps.1'),
      ['warning last_wait steps.1', ...noDefault('steps.0')],
    ]);
  });

  it('wants opt-out and name in whatever text may be the first', () => {
    const bare = text('z', { body: 'Thanks' });
    const first = ['warning opt_out_added steps.1.body', 'warning no_business_name steps.1.body'];
    expect(problems([branch('b', lane('l', titled, text('a'))), bare])).toEqual(first);
    const everywhere: Step = { ...branch('b', lane('l', titled, text('a'))), otherwise: [text('c')] } as Step;
    expect(problems([everywhere, bare])).toEqual([]);
    expect(problems([branch('b', lane('l', titled, text('a'), { id: 'x', kind: 'exit' })), bare])).toEqual(first);
    const leaving: Step = {
      ...branch('b', lane('l', titled, text('a'))),
      otherwise: [{ id: 'x', kind: 'exit' }],
    } as Step;
    expect(problems([leaving, bare])).toEqual([]);
    expect(problems([text('a'), branch('b', lane('l', titled, { ...bare }))])).toEqual([]);
  });

  it('knows the name of the business as it is written', () => {
    const named = text('a', { body: 'Green Lawns says thanks. Reply STOP to opt out' });
    expect(problems([named], {}, { own: { name: 'Green Lawns' } })).toEqual([]);
    expect(problems([named], {}, { own: { name: 'Other' } })).toEqual(['warning no_business_name steps.0.body']);
  });
});

describe('the publish check of texts', () => {
  it('refuses public shorteners in texts and warns of them in emails', () => {
    const link = 'Look: https://bit.ly/x';
    expect(problems([text('a', { body: `{{ business.name }} ${link} STOP` })])).toEqual([
      'error link_shortener steps.0.body',
    ]);
    expect(problems([mail('a', link)])).toEqual(['warning link_shortener steps.0.body']);
    expect(problems([{ ...mail('a', `{{ business.name }} ${link} STOP`), fallback: true } as Step])).toEqual([
      'error link_shortener steps.0.body',
    ]);
    expect(problems([mail('a', 'Look: https://greenlawns.example/bit.ly')])).toEqual([]);
  });

  it('knows where the links of the business lead', () => {
    const own = (address: string) => ({
      own: { links: ['business.review_link'], addresses: { 'business.review_link': address } },
    });
    const body = '{{ business.name }} {{ business.review_link }} STOP';
    expect(problems([text('a', { body })], {}, own('https://www.tinyurl.com/x'))).toEqual([
      'error link_shortener steps.0.body',
    ]);
    expect(problems([text('a', { body })], {}, own('https://g.page/r/x'))).toEqual([]);
  });

  it('says what a long text is billed as, also of an email that stands in', () => {
    const long = `{{ business.name }} STOP ${'word '.repeat(120)}`;
    expect(problems([text('a', { body: long })])).toEqual(['warning long_text steps.0.body']);
    expect(problems([mail('a', long)])).toEqual([]);
    expect(problems([{ ...mail('a', long), fallback: true } as Step])).toEqual(['warning long_text steps.0.body']);
    const longer = { ...mail('a', `${long}${'word '.repeat(300)}`), fallback: true } as Step;
    expect(problems([longer])).toEqual(['error text_too_long steps.0.body']);
  });

  it('asks how a date is shown', () => {
    const filter: Condition = { field: 'job.end_at', is: 'known' };
    const of = (body: string) => problems([mail('a', body)], { filter });
    expect([
      of('{{ job.end_at }}'),
      of('{{job.end_at | default: "soon"}}'),
      of('{{ job.end_at | date: "%B" }}'),
    ]).toEqual([['warning raw_date steps.0.body'], ['warning raw_date steps.0.body'], []]);
  });

  it('refuses a question without words or with an unknown name', () => {
    const ask = (question: string): Step => ({
      ...{ id: 'q', kind: 'ask_owner', question, amount: 1, unit: 'days', silence: 'no', yes: [], no: [] },
    });
    expect(problems([ask(' '), text('a')])).toEqual(['error empty steps.0.question']);
    expect(problems([ask('Send to {{ customer.nick }}?'), text('a')])).toEqual([
      'error unknown_variable steps.0.question',
    ]);
    expect(problems([ask('Send to {{ customer.name }}?'), text('a')])).toEqual([]);
    expect(problems([ask('Send?'), text('a')], {}, { canAsk: false })).toEqual(['warning nobody_to_ask steps.0']);
  });

  it('lets nobody demand a fact that nobody can tell', () => {
    const only = (...onlyIf: { fact: 'invoice_unpaid' | 'tag_absent' | 'no_open_visit'; tag?: string }[]) =>
      problems([text('a', { onlyIf })]);
    expect(only({ fact: 'invoice_unpaid' }, { fact: 'tag_absent' }, { fact: 'tag_absent', tag: 'VIP' })).toEqual([
      'error truth_of_other_kind steps.0.onlyIf.0',
      'error no_tag steps.0.onlyIf.1',
    ]);
    const { acme } = context.providers;
    const silent = { providers: { acme: { ...acme, truths: { tag_absent: 'Tags' } } } } as Partial<PublishContext>;
    expect(problems([text('a', { onlyIf: [{ fact: 'no_open_visit' }] })], {}, silent)).toEqual([
      'error truth_unknown steps.0.onlyIf.0',
    ]);
    const books = { ...acme, name: 'Books', truths: { no_open_visit: 'Visits' } };
    const asked = (connected: string[]) =>
      problems([text('a', { onlyIf: [{ fact: 'no_open_visit' }] })], {}, {
        ...{ providers: { acme: { ...acme, truths: { tag_absent: 'Tags' } }, books }, connected },
      } as Partial<PublishContext>);
    expect(asked(['acme'])).toEqual(['warning truth_not_connected steps.0.onlyIf.0']);
    expect(asked(['acme', 'books'])).toEqual([]);
  });
});
