import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition, type Step, type StepOf } from './definition.ts';
import { type PublishContext, publishProblems } from './publish-check.ts';

const context: PublishContext = {
  providers: {
    acme: {
      name: 'Acme',
      triggers: {
        job_completed: {
          entity: 'job',
          fields: [{ name: 'job.title', label: 'Job', type: 'text', sample: 'Lawn' }],
        },
        job_closed: { entity: 'job', fields: [] },
      },
    },
    books: {
      name: 'Books',
      triggers: {
        invoice_paid: { entity: 'invoice', fields: [] },
        job_closed: { entity: 'order', fields: [] },
      },
    },
  },
  connected: ['acme'],
  channels: ['email', 'sms'],
  hasPostalAddress: true,
};
const email: Step = {
  id: 'a',
  kind: 'send_email',
  subject: 'Thank you',
  body: 'Hi {{ customer.first_name | default: "there" }}',
};
const sms: Step = { id: 'b', kind: 'send_sms', body: '{{ business.name }}: thank you. Reply STOP to opt out' };
const journey: Definition = {
  ...emptyDefinition(),
  trigger: { provider: 'acme', type: 'job_completed' },
  steps: [email, { id: 'w', kind: 'wait', amount: 1, unit: 'days' }, sms],
};
const exit = (on: string, about: 'entity' | 'customer') => ({ on, goal: false, about });
const problems = (change: Partial<Definition>, more: Partial<PublishContext> = {}) =>
  publishProblems({ ...journey, ...change }, { ...context, ...more }).map(
    ({ path, code, severity }) => `${severity} ${code} ${path}`,
  );

describe('the publish check', () => {
  it('has nothing to say about a journey in order', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[string, Partial<Definition>, string[]]>([
    ['misses a trigger', { trigger: null }, ['error no_trigger trigger']],
    ['misses a message', { steps: [] }, ['error no_message steps']],
    [
      'refuses a trigger that nobody offers',
      { trigger: { provider: 'acme', type: 'x' } },
      ['error unknown_trigger trigger'],
    ],
    ['misses a subject', { steps: [{ ...email, subject: ' ' }] }, ['error empty steps.0.subject']],
    [
      'refuses a variable that is unknown here',
      { steps: [{ ...email, body: 'Hi {{ customer.nickname }}' }] },
      ['error unknown_variable steps.0.body'],
    ],
    ['knows the fields of the trigger', { steps: [{ ...email, body: '{{ job.title | default: "it" }}' }] }, []],
    [
      'notes a variable without a default',
      { steps: [{ ...email, body: '{{ job.title }}' }] },
      ['warning no_default steps.0.body'],
    ],
    [
      'refuses a text that cannot be read',
      { steps: [{ ...email, body: '{{ job.title' }] },
      ['error syntax steps.0.body'],
    ],
    ['refuses steps behind an exit', { steps: [{ id: 'x', kind: 'exit' }, email] }, ['error unreachable steps.1']],
    [
      'notes what it adds to the first text, and who writes',
      { steps: [{ ...sms, body: 'Thanks' }] },
      ['warning opt_out_added steps.0.body', 'warning no_business_name steps.0.body'],
    ],
  ])('%s', (_title, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it('refuses a channel that is off and a missing postal address, and notes a missing connection', () => {
    expect(problems({}, { channels: ['email'] })).toEqual(['error channel_off steps.2']);
    expect(problems({}, { connected: [] })).toEqual(['warning not_connected trigger']);
    expect(problems({}, { hasPostalAddress: false })).toEqual(['error no_postal_address purpose']);
    expect(problems({ purpose: 'visit_reminder' }, { hasPostalAddress: false })).toEqual([]);
  });

  it.each<[string, Definition['exits'], string[]]>([
    ['that end it, whoever tells of them', [exit('job_closed', 'entity'), exit('invoice_paid', 'customer')], []],
    ['that nobody chose', [exit('', 'customer')], ['error no_exit_trigger exits.0.on']],
    ['that nobody tells of', [exit('tree_felled', 'customer')], ['error unknown_exit exits.0.on']],
    ['that start it for the same job', [exit('job_completed', 'entity')], ['error exit_is_start exits.0.on']],
    ['that start it for the customer', [exit('job_completed', 'customer')], []],
    ['that are never about a job', [exit('invoice_paid', 'entity')], ['error exit_of_other_kind exits.0.on']],
    [
      'that stand there twice',
      [exit('job_closed', 'entity'), exit('job_closed', 'customer'), exit('job_closed', 'entity')],
      ['error exit_twice exits.2.on'],
    ],
  ])('judges events %s', (_title, exits, expected) => {
    expect(problems({ exits })).toEqual(expected);
  });

  const waitFor = (more: Partial<StepOf<'wait_for'>> = {}): Step => ({
    id: 'f',
    kind: 'wait_for',
    for: 'replied',
    amount: 2,
    unit: 'days',
    happened: [{ id: 'bye', kind: 'exit' }],
    timedOut: [],
    ...more,
  });
  const linked: Step = { ...email, body: 'Please: https://example.com/review' };
  const clicked = waitFor({ for: 'clicked' });

  it.each<[string, Definition['steps'], string[]]>([
    ['an answer to a text', [sms, waitFor(), { ...sms, id: 'c' }], []],
    ['an answer before any text', [email, waitFor(), sms], ['error nobody_can_reply steps.1.for']],
    ['a click on a link', [linked, clicked, { ...email, id: 'c' }], []],
    ['a click where there is no link', [email, clicked, linked], ['error nothing_to_click steps.1.for']],
    [
      'what ends it either way',
      [sms, waitFor({ timedOut: [{ id: 'over', kind: 'exit' }] }), email],
      ['error unreachable steps.2'],
    ],
    ['something with nothing behind it', [sms, waitFor({ happened: [] })], ['warning last_wait steps.1']],
  ])('judges waiting for %s', (_title, steps, expected) => {
    expect(problems({ steps: steps.map((step, index) => ({ ...step, id: `s${index}` })) })).toEqual(expected);
  });

  it('refuses to wait for clicks that nobody counts', () => {
    expect(problems({ steps: [linked, clicked, sms] }, { linksTracked: false })).toEqual([
      'error links_not_tracked steps.1.for',
    ]);
  });

  it('lets an answer end a journey that sends texts, or any text of the customer', () => {
    expect(problems({ exits: [exit('replied', 'entity')] })).toEqual([]);
    expect(problems({ steps: [email], exits: [exit('replied', 'entity')] })).toEqual([
      'error nobody_can_reply exits.0.on',
    ]);
    expect(problems({ steps: [email], exits: [exit('replied', 'customer')] })).toEqual([]);
  });

  it('leaves exits alone that fit the start as soon as there is one', () => {
    expect(problems({ trigger: null, exits: [exit('invoice_paid', 'entity')] })).not.toContain(
      'error exit_of_other_kind exits.0.on',
    );
  });
});
