import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { collectNotices, readPayload, toPayloads } from './live-notices.ts';
import { type Topic, topics } from './live-topics.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('notices of change', () => {
  it('are told once for all that was committed within a quarter of a second', async () => {
    const told: string[][] = [];
    const notices = collectNotices(async (payloads) => told.push(payloads));
    notices.changed('one', ['messages']);
    await jest.advanceTimersByTimeAsync(0);
    for (let each = 0; each < 24; each++) {
      notices.changed('one', ['events', 'messages']);
      notices.changed('two', ['customers']);
      await jest.advanceTimersByTimeAsync(10);
    }
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([['one messages'], ['one events messages\ntwo customers']]);
  });

  it('are told later when the database does not take them, with what came meanwhile', async () => {
    let up = false;
    const told: string[] = [];
    const notices = collectNotices(async (payloads) => {
      if (!up) throw new Error('down');
      told.push(...payloads);
    });
    notices.changed('one', ['messages']);
    await jest.advanceTimersByTimeAsync(10);
    notices.changed('one', ['sending']);
    up = true;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual(['one messages sending']);
  });

  it('that wait when the process ends are told before it does', async () => {
    const told: string[] = [];
    const notices = collectNotices(async (payloads) => told.push(...payloads));
    notices.changed('one', ['messages']);
    await notices.close();
    notices.changed('one', ['events']);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual(['one messages']);
  });

  it('fit into what PostgreSQL takes, and are read as they were written', () => {
    const changes = new Map(Array.from({ length: 500 }, () => [randomUUID() as string, new Set<Topic>(topics)]));
    const payloads = toPayloads(changes);
    expect(Math.max(...payloads.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(8_000);
    const read = payloads.flatMap(readPayload);
    expect(read).toEqual([...changes].map(([organizationId, all]) => ({ organizationId, topics: [...all] })));
  });
});
