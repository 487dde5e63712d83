import { expect, it } from '@jest/globals';
import type { Channel, Outgoing } from '../../channels/channel.ts';
import { createLog } from '../../log.ts';
import { createPlatformMail } from './platform-mail.ts';

async function sent(allowedRecipients: string[] | null): Promise<{ letters: Outgoing[]; logged: string }> {
  const letters: Outgoing[] = [];
  const lines: string[] = [];
  const email: Channel = {
    key: 'email',
    vendorAccount: 'test',
    async send(letter) {
      letters.push(letter);
      return { vendorId: '1', status: 'accepted' };
    },
    lookUp: async () => null,
    sentTo: async () => [],
    verifyWebhook: () => false,
    readWebhook: () => [],
    check: async () => undefined,
  };
  const log = createLog('api', { write: (line: string) => void lines.push(line) });
  const mail = createPlatformMail({ email, from: 'Afterjob <a@b.example>', allowedRecipients, log });
  await mail.send('verify_email', { name: 'Rosa', email: 'rosa@example.com' }, 'http://localhost:3000/x');
  return { letters, logged: lines.join('') };
}

it('goes to nobody who is not on the list of this installation, and the log says what to set', async () => {
  const { letters, logged } = await sent([]);
  expect(letters).toEqual([]);
  expect(logged).toContain('ALLOWED_RECIPIENTS');
  expect(logged).not.toContain('rosa');
});

it.each([[['example.com']], [null]])('goes out with the list %j', async (allowed) => {
  expect((await sent(allowed)).letters.map(({ to }) => to)).toEqual(['rosa@example.com']);
});
