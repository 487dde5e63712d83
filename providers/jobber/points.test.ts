import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import * as documents from './generated/graphql.ts';
import { pointsOf } from './points.ts';
import { costOf } from './sandbox/cost.ts';

const schema = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));
const queries = Object.entries(documents).filter(([name]) => name.endsWith('Document'));
const everything = {
  id: 'MQ==',
  first: 25,
  firstJobs: 25,
  clients: true,
  invoices: true,
  quotes: true,
  completedJobs: true,
  jobs: true,
  visits: true,
  newVisits: true,
};

describe('The points of a document', () => {
  it.each(queries)('are what the vendor’s rule makes of them: %s', (_name, document) => {
    const text = String(document);
    expect(pointsOf(text, everything)).toBe(costOf(schema, parse(text), everything));
    expect(pointsOf(text, everything)).toBeGreaterThan(0);
  });

  it('leave out what is not asked for', () => {
    const one = {
      ...everything,
      clients: false,
      invoices: false,
      quotes: false,
      completedJobs: false,
      jobs: false,
      newVisits: false,
    };
    const text = String(documents.ChangesDocument);
    expect(pointsOf(text, one)).toBe(1 + 25 * 1 + 3);
    expect(pointsOf(text, one)).toBe(costOf(schema, parse(text), one));
  });

  it('stay far under the bucket for every page that we ask for', () => {
    const pages = [
      [documents.ClientsDocument, 50],
      [documents.JobsPageDocument, 20],
      [documents.VisitsPageDocument, 20],
      [documents.QuotesPageDocument, 20],
      [documents.InvoicesPageDocument, 20],
      [documents.ChangesDocument, 60],
    ] as const;
    for (const [document, first] of pages) {
      expect(pointsOf(String(document), { ...everything, first, firstJobs: first })).toBeLessThan(2500);
    }
  });
});
