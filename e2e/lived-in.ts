import { randomBytes, randomInt } from 'node:crypto';
import { publish } from './drills/journey.ts';
import type { Owner } from './owner.ts';
import type { Sandbox } from './sandbox.ts';
import { until } from './until.ts';

/** What stands in addresses of pages, by its name there. */
export type Sample = Record<'provider' | 'journeyId' | 'customerId' | 'enrollmentId' | 'conversationId', string>;

type List<Item> = { items: Item[] };

/** Gives a business a little of everything: somebody on their way through a journey, messages, an answer. */
export async function liveIn(
  owner: Owner,
  sandbox: Sandbox,
  lastName = `Lopez ${randomBytes(4).toString('hex')}`,
): Promise<Sample> {
  const phone = `+1303555${randomInt(1000, 9999)}`;
  const client = await sandbox.client({
    firstName: 'Maria',
    lastName,
    emails: [{ address: `maria.${lastName.replaceAll(' ', '.')}@customers.example`.toLowerCase(), primary: true }],
    phones: [{ number: phone, primary: true, smsAllowed: true }],
  });
  const job = await sandbox.job({ clientId: client.id, title: 'Water heater replacement' });
  const landed = await owner.connectJobber();
  if (!landed.includes('connected=jobber')) throw new Error(`Not connected: ${landed}`);
  await owner.post('/api/senders/accounts');
  const { items: numbers } = await owner.get<List<string>>('/api/senders/numbers/available?areaCode=303');
  const [address = ''] = numbers;
  await owner.post('/api/senders/purchases', { address });
  const journey = await owner.post<{ id: string }>('/api/journeys', {
    name: 'Thank you after a job',
    draft: {
      format: 1,
      trigger: { provider: 'jobber', type: 'job_completed' },
      purpose: 'thank_you',
      reentry: { rule: 'every_time' },
      latenessHours: null,
      exits: [],
      steps: [
        {
          id: 'thanks',
          kind: 'send_email',
          subject: 'Thank you, {{customer.first_name}}',
          body: 'Hello {{customer.first_name}},\n\nyour {{job.title}} is done. If anything is not right, just answer this email.',
        },
        { id: 'two-days', kind: 'wait', amount: 2, unit: 'days' },
        { id: 'ask', kind: 'send_sms', body: 'Hi {{customer.first_name}}, is everything fine with the {{job.title}}?' },
      ],
    },
  });
  await publish(owner, journey.id);
  await sandbox.completeJob(job.id);
  const enrollment = await until('the customer waits for the second message', async () => {
    const { items } = await owner.get<List<{ id: string; due: string | null; customer: { id: string } }>>(
      `/api/enrollments?journeyId=${journey.id}`,
    );
    return items.find(({ due }) => due !== null);
  });
  await sandbox.send('POST', '/twilio/control/replies', { from: phone, to: address, body: 'Thank you, all is well!' });
  const conversation = await until('the answer is there', async () => {
    const { items } = await owner.get<List<{ id: string }>>('/api/conversations');
    return items[0];
  });
  return {
    provider: 'jobber',
    journeyId: journey.id,
    customerId: enrollment.customer.id,
    enrollmentId: enrollment.id,
    conversationId: conversation.id,
  };
}
