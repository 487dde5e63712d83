import { describe, expect, it } from '@jest/globals';
import type { Integration, IntegrationState } from '../../../api/schemas.ts';
import { silent } from './integration-state.ts';

const integration = (provider: string, state: IntegrationState) => ({ provider, state }) as Integration;
const named = (items: Integration[]) => items.map(({ provider }) => provider);

describe('what is silent', () => {
  const both = [integration('one', 'connected'), integration('two', 'disconnected')];

  it('is what a journey starts from and is not connected', () => {
    expect(named(silent(both, [{ provider: 'two' }]))).toEqual(['two']);
  });

  it('is nothing that no journey starts from', () => {
    expect(silent(both, [{ provider: 'one' }, null])).toEqual([]);
  });

  it('is also what has to be reconnected, and nothing that syncs', () => {
    const states = [integration('one', 'needs_reconnect'), integration('two', 'syncing')];
    expect(named(silent(states, [{ provider: 'one' }, { provider: 'two' }]))).toEqual(['one']);
  });
});
