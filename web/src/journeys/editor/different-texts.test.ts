import { describe, expect, it } from '@jest/globals';
import { emptyDefinition, type Step } from '../../../../journeys/definition.ts';
import { differentTexts } from './different-texts.ts';

const draft = (...steps: Step[]) => ({ ...emptyDefinition(), steps });
const email = (subject: string, body: string): Step => ({ id: 'a', kind: 'send_email', subject, body });
const text = (id: string, body: string): Step => ({ id, kind: 'send_sms', body });

describe('two drafts of a journey', () => {
  it('show both sides of every text that is another', () => {
    expect(differentTexts(draft(email('Hi', 'One')), draft(email('Hi', 'Two')))).toEqual([
      { stepId: 'a', part: 'body', mine: 'One', theirs: 'Two' },
    ]);
  });

  it('show what only one of them has', () => {
    expect(differentTexts(draft(text('mine', 'Mine')), draft(text('theirs', 'Theirs')))).toEqual([
      { stepId: 'mine', part: 'body', mine: 'Mine', theirs: null },
      { stepId: 'theirs', part: 'body', mine: null, theirs: 'Theirs' },
    ]);
  });

  it('show nothing where a step has only moved', () => {
    const [a, b] = [text('a', 'A'), text('b', 'B')];
    expect(differentTexts(draft(a, b), draft(b, a))).toEqual([]);
  });
});
