import { createServer, type Server } from 'node:http';
import { type Product, startProduct } from './product.ts';
import { until } from './until.ts';

/** The one product of a run of browser tests: started when the first of them asks for it. */
export class SharedProduct {
  private product: Promise<Product> | null = null;
  private state: { up: Product } | { failed: string } | null = null;
  private server: Server | null = null;

  async listen(): Promise<string> {
    const server = createServer((_request, response) => {
      this.product ??= this.start();
      const [status, body] = this.answer();
      response.writeHead(status).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  /** @throws when Ctrl-C did not end it cleanly */
  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    const code = await this.product?.then((product) => product.stop()).catch(() => 0);
    if (code) throw new Error(`\`npm start\` ended with ${code} after Ctrl-C`);
  }

  private async start(): Promise<Product> {
    try {
      const up = await startProduct();
      this.state = { up };
      return up;
    } catch (error) {
      this.state = { failed: String(error) };
      throw error;
    }
  }

  private answer(): [number, unknown] {
    if (this.state === null) return [202, null];
    if ('failed' in this.state) return [500, this.state.failed];
    return [200, { ...this.state.up, printed: this.state.up.printed() }];
  }
}

export type RunningProduct = Omit<Product, 'stop'>;

/** The product that the browser tests share; the first who asks waits for its start. */
export async function sharedProduct(): Promise<RunningProduct> {
  const address = process.env.AFTERJOB_SHARED_PRODUCT;
  if (!address) throw new Error('Run the browser tests with: npx jest --config e2e/jest.config.js');
  const answer = await until(
    'the shared product is ready',
    async () => {
      const response = await fetch(address);
      return response.status === 202 ? null : { ok: response.ok, body: await response.json() };
    },
    450_000,
  );
  if (!answer.ok) throw new Error(String(answer.body));
  const { printed, ...addresses } = answer.body as Omit<RunningProduct, 'printed'> & { printed: string };
  return { ...addresses, printed: () => printed };
}
