import { describe, expect, it } from '@jest/globals';
import type { Condition } from './conditions.ts';
import { emptyDefinition, type Step } from './definition.ts';
import { reviewProblems } from './publish-check-reviews.ts';

const ask = (id: string): Step => ({ id, kind: 'send_email', subject: 'Hi', body: 'Here: {{ business.review_link }}' });
const mail = (id: string, body = 'How was it?'): Step => ({ id, kind: 'send_email', subject: 'Hi', body });
const branch = (when: Condition, steps: Step[], otherwise: Step[] = []): Step => ({
  ...{ id: 'b', kind: 'branch', otherwise },
  lanes: [{ id: 'l', when, steps }],
});
const waitFor = (on: string, happened: Step[], timedOut: Step[]): Step => ({
  ...{ id: 'f', kind: 'wait_for', for: on, amount: 3, unit: 'days', happened, timedOut },
});
const happy: Condition = { field: 'survey.rating', is: 'at_least', value: 4 };
const codes = (steps: Step[], filter: Condition | null = null) =>
  reviewProblems({ ...emptyDefinition(), steps, filter }).map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  );

describe('the check for review gating', () => {
  it('has nothing against asking everybody', () => {
    expect(codes([ask('a')])).toEqual([]);
    expect(codes([branch({ field: 'customer.is_first_job', is: 'is', value: true }, [ask('a')])])).toEqual([]);
    expect(codes([branch(happy, [mail('m')]), ask('a')])).toEqual([]);
  });

  it.each<[string, Step[]]>([
    ['a rating', [branch(happy, [ask('a')])]],
    ['an answer', [mail('m'), waitFor('replied', [ask('a')], [])]],
    ['a click', [mail('m'), branch({ step: 'm', was: 'clicked' }, [ask('a')])]],
    ['a lane taken before', [mail('m'), branch({ any: [{ step: 'f', took: 'yes' }] }, [ask('a')])]],
  ])('refuses a request behind %s, and names the rule', (_title, steps) => {
    const [found] = reviewProblems({ ...emptyDefinition(), steps });
    expect(found).toMatchObject({ severity: 'error', code: 'review_gating' });
    expect(found?.message).toMatch(/Google.*FTC/);
  });

  it('finds it however deep, and by whatever link', () => {
    const hidden = mail('a', '[Tell others](https://search.google.com/local/writereview?placeid=x)');
    expect(codes([branch(happy, [branch({ field: 'job.total', is: 'known' }, [hidden])])])).toEqual([
      'error review_gating steps.0.lanes.0.steps.0.lanes.0.steps.0.body',
    ]);
    for (const address of ['https://g.page/r/x/review', 'https://www.yelp.com/biz/x', 'https://facebook.com/x/reviews'])
      expect(codes([branch(happy, [mail('a', address)])])).toHaveLength(1);
    expect(codes([branch(happy, [mail('a', 'https://greenlawns.example/reviews')])])).toEqual([]);
  });

  it('lets everybody be asked in other words, and again who has not looked', () => {
    expect(codes([branch(happy, [ask('a')], [ask('b')])])).toEqual([]);
    expect(codes([ask('a'), waitFor('clicked', [{ id: 'x', kind: 'exit' }], [ask('b')])])).toEqual([]);
    expect(codes([branch(happy, [ask('a')], [mail('b')])])).toEqual([
      'error review_gating steps.0.lanes.0.steps.0.body',
    ]);
  });

  it('warns where the owner chooses, and refuses a filter by opinion', () => {
    const owner: Step = {
      ...{ id: 'q', kind: 'ask_owner', question: 'Ask?', amount: 1, unit: 'days', silence: 'no' },
      ...{ yes: [ask('a')], no: [] },
    };
    expect(codes([owner])).toEqual(['warning review_chosen steps.0.yes.0.body']);
    expect(codes([ask('a')], { not: happy })).toEqual(['error review_gating filter']);
    expect(codes([mail('a')], happy)).toEqual([]);
  });
});
