import { describe, expect, it } from '@jest/globals';
import type { TFunction } from 'i18next';
import type { Integration } from '../../../api/schemas.ts';
import { stepsOf } from './steps.ts';

const t = ((key: string) => key) as unknown as TFunction;
const jobber = { provider: 'jobber', name: 'Jobber', connect: 'Connect Jobber', state: 'not_connected', customers: 0 };
const offered = (may: { connect: boolean; write: boolean }) =>
  stepsOf(t, [{ ...jobber, lastSyncAt: null } as Integration], [], may).flatMap(({ actions }) => actions);

describe('the four steps', () => {
  it('begin with one press for who may connect', () => {
    const [first] = offered({ connect: true, write: true });
    expect(first).toEqual({ label: 'Connect Jobber', to: '/api/crm/jobber/connect', leaves: true });
  });

  it('offer a viewer nothing that the role does not allow', () => {
    expect(offered({ connect: false, write: false }).map(({ to }) => to)).toEqual(['/settings/integrations']);
  });
});
