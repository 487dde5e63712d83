import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { testConfig } from './testing/config.ts';

const points = new URL('./crash-points.ts', import.meta.url).href;

/** A process of its own comes to the points of two messages; tells how it ended and what it said. */
function run(arm: string) {
  const program = `
    import { armCrashPoint, crashPoint } from '${points}';
    ${arm}
    crashPoint('after-claim', 'other@example.com');
    crashPoint('inside-claim', 'ada@example.com');
    crashPoint('after-claim', null);
    console.log('between');
    crashPoint('after-claim', 'ada@example.com');
    console.log('alive');`;
  const { signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return { signal, said: stdout.trim().split('\n'), told: stderr.trim() };
}

describe('a crash point', () => {
  it('does nothing unless it is armed', () => {
    expect(run('')).toEqual({ signal: null, said: ['between', 'alive'], told: '' });
  });

  it('ends the process at its own name and message, and nowhere else', () => {
    expect(run("armCrashPoint({ at: 'after-claim', about: 'ada@' });")).toEqual({
      signal: 'SIGKILL',
      said: ['between'],
      told: 'died at after-claim',
    });
  });

  it('is named in the environment, and never in production', () => {
    expect(testConfig().crash).toBeNull();
    expect(testConfig({ CRASH_POINT: 'after-claim:ada@' }).crash).toEqual({ at: 'after-claim', about: 'ada@' });
    for (const wrong of ['after-lunch:ada', 'after-claim', 'after-claim:']) {
      expect(() => testConfig({ CRASH_POINT: wrong })).toThrow('CRASH_POINT');
    }
    expect(() => testConfig({ CRASH_POINT: 'after-claim:ada@', NODE_ENV: 'production' })).toThrow(
      'CRASH_POINT must not be set in production',
    );
  });
});
