import { createServer } from 'node:net';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0);
  const address = server.address();
  await close(server);
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
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
