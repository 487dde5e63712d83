import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openLiveStream } from './live-stream.ts';

/** A browser's stream, as far as ours uses it. */
class Source extends EventTarget {
  closed = false;
  close() {
    this.closed = true;
  }
  say(type: string, data = '') {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

let opened: Source[];
let heard: unknown[];
let stream: { close(): void };
const last = () => opened.at(-1) as Source;

beforeEach(() => {
  jest.useFakeTimers();
  opened = [];
  heard = [];
});
afterEach(() => {
  stream.close();
  jest.useRealTimers();
});

function open(missed = false) {
  stream = openLiveStream({
    address: '/api/live',
    missed,
    heard: {
      changed: (topics) => heard.push(topics),
      connected: (is) => heard.push(is),
      signedOut: () => heard.push('signed out'),
    },
    open: () => {
      const source = new Source();
      opened.push(source);
      return source as unknown as EventSource;
    },
  });
}

describe('the stream of a tab', () => {
  it('passes on what changes', () => {
    open();
    last().say('open');
    last().say('changed', 'messages events');
    expect(heard).toEqual([true, ['messages', 'events']]);
  });

  it('comes back after a drop, and then anything may have changed', async () => {
    open();
    last().say('open');
    last().say('error');
    expect(last().closed).toBe(true);
    await jest.advanceTimersByTimeAsync(1_600);
    expect(opened).toHaveLength(2);
    last().say('open');
    expect(heard).toEqual([true, false, true, ['*']]);
  });

  it('asks more and more seldom while nobody answers', async () => {
    open();
    const answer = () => last().say('error');
    answer();
    for (let minute = 0; minute < 10; minute++) {
      for (let second = 0; second < 60; second++) {
        await jest.advanceTimersByTimeAsync(1_000);
        if (!last().closed) answer();
      }
    }
    expect(opened.length).toBeGreaterThan(12);
    expect(opened.length).toBeLessThan(60);
  });

  it('says when the session is over', () => {
    open();
    last().say('open');
    last().say('end', 'signed_out');
    expect(heard).toEqual([true, false, 'signed out']);
  });

  it('opens nothing any more once it is closed', async () => {
    open();
    last().say('error');
    stream.close();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(opened).toHaveLength(1);
  });

  it('takes up again where a former one of the tab ended', () => {
    open(true);
    last().say('open');
    expect(heard).toEqual([true, ['*']]);
  });
});
