import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Settings, settlePorts } from './settings.ts';

let other: Server;
let taken = 0;

beforeEach(async () => {
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  taken = (other.address() as AddressInfo).port;
});
afterEach(() => {
  other.close();
});

function settings(more: Partial<Settings>): Settings {
  const ports = { postgresPort: 0, temporalPort: 0, temporalUiPort: 0 };
  return { env: {}, dataDir: '', logs: '', ownPostgres: false, ownTemporal: false, ...ports, ...more };
}

describe('the ports of a start', () => {
  it('are named when another program has them, with the variable that moves them', async () => {
    await expect(settlePorts(settings({}), { PORT: taken })).rejects.toThrow(
      `Port ${taken} is in use by another program: free it, or set PORT to another port.`,
    );
  });

  it('move by themselves where nobody types them', async () => {
    const settled = await settlePorts(settings({ ownPostgres: true, postgresPort: taken }), {});
    expect(settled.postgresPort).not.toBe(taken);
    expect(settled.postgresPort).toBeGreaterThan(0);
  });

  it('do not move when they were asked for', async () => {
    const asked = settings({ ownTemporal: true, temporalPort: taken, env: { TEMPORAL_PORT: String(taken) } });
    await expect(settlePorts(asked, {})).rejects.toThrow(`TEMPORAL_PORT is ${taken}, and that port is in use`);
  });
});
