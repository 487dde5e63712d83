import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

// An idle connection is given up before the server gives it up.
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 30_000 });

/** Posts one signed webhook about an entity of its own; resolves with the status. */
export function postWebhook(target: { host: string; port: number; secret: string; account: string }): Promise<number> {
  const body = JSON.stringify({
    data: {
      webHookEvent: {
        topic: 'JOB_UPDATE',
        appId: 'bench',
        accountId: target.account,
        itemId: Buffer.from(`gid://Jobber/Job/${randomUUID()}`).toString('base64'),
        occurredAt: '2026-11-23T09:00:00-05:00',
      },
    },
  });
  const signature = createHmac('sha256', target.secret).update(body).digest('base64');
  return new Promise((resolve, reject) => {
    const call = request(
      {
        agent,
        host: target.host,
        port: target.port,
        method: 'POST',
        path: '/api/crm/jobber/webhook',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-jobber-hmac-sha256': signature,
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    call.setTimeout(30_000, () => call.destroy(new Error('No answer within 30 s')));
    call.once('error', reject);
    call.end(body);
  });
}
