import type { ServerResponse } from 'node:http';

export type Stream = {
  /** Says that something of these topics has changed; `*`: that anything may have. */
  tell(topics: Iterable<string>): void;
  /** A comment that keeps proxies from closing it. */
  beat(): void;
  /** Says why, and closes. */
  end(why: 'signed_out' | 'later'): void;
};

/** Answers with server-sent events. Who reads slowly gets one event for all that came meanwhile. */
export function openStream(response: ServerResponse): Stream {
  const waiting = new Set<string>();
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    // Its end is the connection's: one that idles would keep the process from stopping.
    connection: 'close',
  });
  response.flushHeaders();
  const write = () => {
    if (waiting.size === 0 || response.writableNeedDrain || response.writableEnded) return;
    const data = waiting.has('*') ? '*' : [...waiting].join(' ');
    waiting.clear();
    response.write(`event: changed\ndata: ${data}\n\n`);
  };
  response.on('drain', write);
  response.write(':\n\n');
  return {
    tell(topics) {
      for (const topic of topics) waiting.add(topic);
      write();
    },
    beat() {
      if (!response.writableNeedDrain && !response.writableEnded) response.write(':\n\n');
    },
    end(why) {
      if (!response.writableEnded) response.end(`event: end\ndata: ${why}\n\n`);
    },
  };
}
