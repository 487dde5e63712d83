import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ProviderWorld } from './describe-world.ts';
import type { Manifest } from './provider.ts';

/** Notices: signed, readable whatever they hold, of known topics. */
export function describeWebhooks(manifest: Manifest, given: () => ProviderWorld) {
  describe('webhooks', () => {
    it('verify, and not with any bit changed', async () => {
      const world = given();
      await world.connect();
      const [first] = Object.values(world.happenings);
      const { topic } = (await first?.happen((await first.before?.()) ?? { kind: '', id: '' })) ?? { topic: '' };
      const { headers, body } = await world.arrival(topic);
      expect(world.provider.verifyWebhook({ headers, body })).toBe(true);
      fc.assert(
        fc.property(fc.nat(body.length * 8 - 1), (bit) => {
          const forged = Buffer.from(body);
          forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
          expect(world.provider.verifyWebhook({ headers, body: forged })).toBe(false);
        }),
      );
    });

    it('are read without failing, whatever they hold', () => {
      const { provider } = given();
      const bodies = fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      );
      fc.assert(
        fc.property(bodies, (bytes) => {
          const notices = provider.readWebhook({ headers: {}, body: Buffer.from(bytes) });
          expect(notices.every(({ dedupeKey }) => dedupeKey.length > 0)).toBe(true);
        }),
      );
    });

    it('use only topics of the manifest', async () => {
      for (const [trigger, { before, happen }] of Object.entries(given().happenings)) {
        const { topic } = await happen((await before?.()) ?? { kind: '', id: '' });
        expect({ trigger, known: manifest.topics.includes(topic) }).toEqual({ trigger, known: true });
      }
    });
  });
}
