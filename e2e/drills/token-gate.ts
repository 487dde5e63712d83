import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands between the product and a provider's token address: counts the calls, and can keep an answer back. */
export type TokenGate = {
  url: string;
  /** Statuses of the provider's answers, in their order. */
  readonly answers: number[];
  /** The provider's next answer is never given; resolves once the provider has given it. */
  holdNext(): Promise<void>;
  close(): Promise<void>;
};

export async function openTokenGate(tokenUrl: () => string): Promise<TokenGate> {
  const answers: number[] = [];
  const kept: ServerResponse[] = [];
  let held: (() => void) | null = null;
  const server = createServer(async (request, response) => {
    const { 'content-type': type = '', accept = '' } = request.headers;
    const body = await text(request);
    const answer = await fetch(tokenUrl(), { method: 'POST', headers: { 'content-type': type, accept }, body });
    const given = await answer.text();
    answers.push(answer.status);
    if (held) {
      kept.push(response);
      held();
      held = null;
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(given);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    answers,
    holdNext: () =>
      new Promise((resolve) => {
        held = resolve;
      }),
    close: async () => {
      for (const response of kept) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
