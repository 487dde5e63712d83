import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createLog } from '../log.ts';
import { RateLimited, ReconnectNeeded, Rejected, Unavailable } from '../providers/provider.ts';
import { NoPermit } from '../records/meter.ts';
import { failure, failureInterceptor } from './failures.ts';

/** What leaves an activity that throws, and what the log says. */
async function met(thrown: unknown): Promise<{ left: ApplicationFailure; log: string }> {
  const lines: string[] = [];
  const log = createLog('test', { write: (line: string) => void lines.push(line) });
  const environment = new MockActivityEnvironment(
    {},
    {
      interceptors: [failureInterceptor(log)],
      logger: new DefaultLogger('ERROR'),
    },
  );
  const left = await environment
    .run(async (): Promise<ApplicationFailure> => {
      throw thrown;
    })
    .catch((error: ApplicationFailure) => error);
  return { left, log: lines.join('') };
}

describe('what leaves an activity', () => {
  it.each([
    ['RateLimited', new RateLimited(7_000), { type: 'RateLimited', nextRetryDelay: 7_000, nonRetryable: false }],
    ['want of a permit', new NoPermit(1_234), { type: 'RateLimited', nextRetryDelay: 1_234, nonRetryable: false }],
    ['Unavailable', new Unavailable('canary'), { type: 'Unavailable', nonRetryable: false }],
    ['ReconnectNeeded', new ReconnectNeeded('refused'), { type: 'ReconnectNeeded', nonRetryable: true }],
    ['Rejected', new Rejected('canary', 'client.id'), { type: 'Rejected', message: 'client.id', nonRetryable: true }],
    ['a failure of ours', failure('StaleRead', { retryAfterMs: 5_000 }), { type: 'StaleRead', nextRetryDelay: 5_000 }],
  ])('is a code for %s', async (_kind, thrown, expected) => {
    const { left, log } = await met(thrown);
    expect(left).toMatchObject(expected);
    expect(`${left.message}${left.stack}${left.cause}${log}`).not.toContain('canary');
  });

  it('leaves the vendor’s id of the call in the log alone', async () => {
    const { left, log } = await met(Object.assign(new Unavailable('canary'), { reference: 'tid-1' }));
    expect(log).toContain('"reference":"tid-1"');
    expect(log).not.toContain('canary');
    expect(JSON.stringify([left, left.message])).not.toContain('tid-1');
  });

  it('is a name and a reference for anything else; the log has the place and no words', async () => {
    const error = new TypeError('canary', { cause: new Error('canary') });
    const { left, log } = await met(error);
    const reference = /Unexpected\(TypeError, ([0-9a-f-]{36})\)/.exec(left.message)?.[1];
    expect(left.type).toBe('Unexpected');
    expect(JSON.stringify([left.message, left.stack, left.cause, left.details])).not.toContain('canary');
    expect(log).toContain(reference);
    expect(log).toContain('failures.test.ts');
    expect(log).not.toContain('canary');
  });

  it('drops what a failure of ours carries along', async () => {
    const wrapped = ApplicationFailure.create({ type: 'Busy', message: 'Busy', cause: new Error('canary') });
    const { left } = await met(wrapped);
    expect(left.type).toBe('Busy');
    expect(left.cause).toBeUndefined();
  });

  it('is a cancellation as it came', async () => {
    const { left } = await met(new CancelledFailure('cancelled'));
    expect(left).toBeInstanceOf(CancelledFailure);
  });
});
