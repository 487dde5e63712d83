import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { signUp } from './business.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

const word = () => randomBytes(5).toString('hex');

let product: RunningProduct;
let person: Visitor;
let line: Line;
/** Where something is done, and where it is only looked at. */
let here: Page;
let there: Page;

beforeAll(async () => {
  product = await sharedProduct();
  line = await Line.to(Number(new URL(product.web).port));
  person = await visitor();
  here = person.page;
  await signUp(here, product.web, { name: 'Liv', business: `Live ${word()}`, email: `${word()}@owner.example` });
  await here.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  // Another port of the same host has the same cookies.
  there = await here.context().newPage();
}, 480_000);

afterAll(async () => {
  await person?.close();
  await line?.close();
});

async function makeJourney(): Promise<string> {
  const name = `Journey ${word()}`;
  const response = await here.request.post(`${product.web}/api/journeys`, {
    data: { name },
    headers: { origin: new URL(product.web).origin },
  });
  expect(response.status()).toBe(201);
  return name;
}

const apiRequests = (page: Page) => {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
};

describe('a page that is open', () => {
  it('shows what is done elsewhere, without a reload', async () => {
    await there.goto(`${line.url}/journeys`);
    await there
      .getByText('No journeys yet')
      .or(there.getByRole('list', { name: 'Journeys' }))
      .first()
      .waitFor();
    const name = await makeJourney();
    await there.getByRole('link', { name }).waitFor();
  }, 60_000);

  it('asks for nothing while nothing happens', async () => {
    await there.waitForLoadState('networkidle');
    const asked = apiRequests(there);
    await there.waitForTimeout(30_000);
    expect(asked).toEqual([]);
  }, 60_000);

  it('catches up after the connection was gone, and goes on', async () => {
    line.cut();
    const first = await makeJourney();
    line.mend();
    await there.getByRole('link', { name: first }).waitFor();
    const second = await makeJourney();
    await there.getByRole('link', { name: second }).waitFor();
  }, 90_000);

  it('says so when the connection stays away', async () => {
    line.cut();
    await there.getByText('The connection is lost.').waitFor();
    line.mend();
    await there.getByText('The connection is lost.').waitFor({ state: 'detached' });
  }, 90_000);
});

/** A way to the product that can be cut, as a phone's is in a tunnel. */
class Line {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private whole = true;

  private constructor(port: number) {
    this.server = createServer((near) => {
      if (!this.whole) {
        near.destroy();
        return;
      }
      const far = connect(port, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  }

  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    line.server.listen(0, 'localhost');
    await once(line.server, 'listening');
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.whole = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
