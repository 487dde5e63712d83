import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Systems lend ports above these to any connection that is opened: one of those may be gone before it is used.
const lowest = 10_000;
const highest = 32_000;
const given = new Set<number>();

/** A port that nothing listens on and that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** True when nothing listens on the port, neither on IPv4 nor on IPv6. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    const server = createServer();
    try {
      await listen(server, port, host);
      await close(server);
    } catch (error) {
      // A machine without IPv6 says EAFNOSUPPORT or EADDRNOTAVAIL: nobody can listen there either.
      if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    }
  }
  return true;
}

function listen(server: ReturnType<typeof createServer>, port: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, resolve);
  });
}

function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
