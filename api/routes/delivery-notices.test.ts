import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sign } from '../../channels/email/sandbox.ts';
import { createChannels } from '../../channels/index.ts';
import { signedForm } from '../../channels/sms/sandbox-webhooks.ts';
import { testConfig } from '../../testing/config.ts';
import { listen, type TestServer } from '../../testing/servers.ts';
import { asOwner, withApi } from '../testing.ts';

const config = testConfig();
const api = withApi(async () => ({ channels: createChannels(config) }));
let server: TestServer;
beforeAll(async () => {
  server = await listen(api.app);
});
afterAll(() => server.close());

const path = {
  email: '/api/channels/email/webhook',
  sms: '/api/channels/sms/status?m=0192f0c1-7d0e-7aaa-8bbb-000000000001',
};
const secret = config.email.webhookSecrets[0] ?? '';
const publicUrl = 'http://localhost:3000';
const sid = `SM${'1b'.repeat(16)}`;
const email = (id: string) =>
  JSON.stringify({ type: 'email.delivered', created_at: new Date().toISOString(), data: { email_id: id } });

const post = async (channel: 'email' | 'sms', { headers, body }: { headers: Record<string, string>; body: string }) =>
  (await fetch(server.url + path[channel], { method: 'POST', headers, body })).status;
const kept = async () => (await asOwner(api, 'SELECT 1 FROM afterjob.deliveries')).length;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('a notice of what became of a message', () => {
  it('is kept when its vendor signed it, once however often it comes', async () => {
    const before = await kept();
    const body = email('e-1');
    for (const _ of [1, 2]) expect(await post('email', { headers: sign(secret, 'msg_1', body), body })).toBe(200);
    const form = signedForm(
      config.sms.authToken,
      publicUrl + path.sms,
      { MessageSid: sid, MessageStatus: 'sent' },
      't',
    );
    for (const _ of [1, 2]) expect(await post('sms', form)).toBe(200);
    expect(await kept()).toBe(before + 2);
  });

  it('is refused and leaves nothing when somebody else signed it, when it is old, or is about another address', async () => {
    const before = await kept();
    const body = email('e-2');
    const other = `whsec_${Buffer.from('somebody else').toString('base64')}`;
    const fields = { MessageSid: sid, MessageStatus: 'delivered' };
    const forged = [
      await post('email', { headers: sign(other, 'msg_2', body), body }),
      await post('email', { headers: sign(secret, 'msg_2', body, minutesAgo(6)), body }),
      await post('email', { headers: sign(secret, 'msg_2', body, minutesAgo(-6)), body }),
      await post('email', { headers: sign(secret, 'msg_2', body), body: email('e-3') }),
      await post('email', { headers: { 'content-type': 'application/json' }, body }),
      await post('sms', signedForm('another token', publicUrl + path.sms, fields)),
      await post('sms', signedForm(config.sms.authToken, publicUrl + path.sms.replace(/1$/, '2'), fields)),
      await post('sms', {
        ...signedForm(config.sms.authToken, publicUrl + path.sms, fields),
        body: new URLSearchParams({ ...fields, MessageStatus: 'failed' }).toString(),
      }),
    ];
    expect(forged).toEqual(forged.map(() => 401));
    expect(await kept()).toBe(before);
  });
});
