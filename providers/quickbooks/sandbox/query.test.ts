import { describe, expect, it } from '@jest/globals';
import { parseQuery, QueryError, runQuery } from './query.ts';

const rows = [
  {
    Id: '2',
    DisplayName: 'Dan O’Neill',
    Active: true,
    Balance: 10,
    MetaData: { LastUpdatedTime: '2026-11-02T00:00:00-08:00' },
  },
  {
    Id: '10',
    DisplayName: "Ada's Garden",
    Active: true,
    Balance: 0,
    MetaData: { LastUpdatedTime: '2026-11-02T07:00:00Z' },
  },
  { Id: '3', DisplayName: 'Owen', Active: false, Balance: 0, MetaData: { LastUpdatedTime: '2026-11-03T00:00:00Z' } },
];
const ids = (statement: string) => runQuery(parseQuery(statement), rows).page.map(({ Id }) => Id);

describe('the query language', () => {
  it('leaves hidden rows out unless it is asked for them', () => {
    expect(ids('select * from Customer')).toEqual(['2', '10']);
    expect(ids('SELECT * FROM Customer WHERE Active IN (true,false)')).toEqual(['2', '10', '3']);
    expect(ids('select * from Customer where Active = false')).toEqual(['3']);
  });

  it('pages from one, in an order', () => {
    const all = 'select * from Customer where Active in (true, false) ORDERBY';
    expect(ids(`${all} Id STARTPOSITION 1 MAXRESULTS 2`)).toEqual(['2', '3']);
    expect(ids(`${all} Id STARTPOSITION 3 MAXRESULTS 2`)).toEqual(['10']);
    expect(ids(`${all} MetaData.LastUpdatedTime DESC, Id ASC`)).toEqual(['3', '2', '10']);
    expect(ids(`${all} Id STARTPOSITION 4`)).toEqual([]);
  });

  it('compares times with their offsets, and texts with quotes in them', () => {
    expect(ids("select * from Customer where MetaData.LastUpdatedTime >= '2026-11-02T08:00:00Z'")).toEqual(['2']);
    expect(ids("select * from Customer where DisplayName = 'Ada\\'s Garden'")).toEqual(['10']);
    expect(ids("select * from Customer where DisplayName LIKE '%n_ill'")).toEqual([]);
    expect(ids("select * from Customer where DisplayName LIKE 'dan%' and Balance > 5")).toEqual(['2']);
    expect(ids("select * from Customer where Id in ('10', '3')")).toEqual(['10']);
  });

  it('counts', () => {
    const query = parseQuery('select count(*) from Customer where Balance < 5');
    expect(query.count).toBe(true);
    expect(runQuery(query, rows).total).toBe(1);
  });

  it.each([
    'update Customer',
    'select Id from Customer',
    "select * from Customer where Active = true or Id = '1'",
    'select * from Customer STARTPOSITION 0',
    'select * from Customer MAXRESULTS 1001',
    'select * from Customer where',
    "select * from Customer where DisplayName = 'open",
    'select * from Customer; drop',
  ])('refuses %s', (statement) => {
    expect(() => parseQuery(statement)).toThrow(QueryError);
  });
});
