import { describe, expect, it } from '@jest/globals';
import { tables } from './catalogue.ts';
import { topicOf, topicsWritten } from './live-topics.ts';

describe('what a statement changes', () => {
  it('is known for every table of an organization', () => {
    const names = tables.tenant.map((name) => name.replace('afterjob.', ''));
    expect(names.filter((name) => !Object.hasOwn(topicOf, name))).toEqual([]);
    expect(Object.keys(topicOf).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each([
    ['INSERT INTO "afterjob"."customers" ("id") VALUES ($1) RETURNING "id"', ['customers']],
    ['UPDATE afterjob.sequence_enrollments AS e SET due = $1 WHERE e.id = $2', ['enrollments']],
    ['update only afterjob.twins set status = $1', ['matches']],
    ['DELETE FROM afterjob.causes WHERE scope = $1', ['sending']],
    [
      'WITH one AS (INSERT INTO afterjob.events (id) VALUES ($1)) UPDATE afterjob.journeys SET name = $2',
      ['events', 'journeys'],
    ],
    ['SELECT 1 FROM afterjob.messages AS m WHERE m.id = $1 FOR UPDATE', []],
    ['UPDATE afterjob.budgets SET available = $1', []],
    ['SELECT set_config($1, $2, true)', []],
  ])('%s', (sql, topics) => {
    expect(topicsWritten(sql)).toEqual(topics);
  });

  it('is nothing where a connection only notes for itself that it went round', () => {
    const note = 'UPDATE "afterjob"."connections" SET "last_round_at" = $1 WHERE ("afterjob"."connections"."id" = $2)';
    expect(topicsWritten(note)).toEqual([]);
    expect(topicsWritten(note.replace('SET', 'SET "status" = $3,'))).toEqual(['integrations']);
  });
});
