import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { suppress } from '../../records/contact-points.ts';
import type { Tenant } from '../../records/database.ts';
import { receiveInbound } from '../../records/inbound.ts';
import { addSender } from '../../records/senders.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const ours = '+12025550199';
let owner: TestAgent;
let stranger: TestAgent;
let organizationId: string;

const inside = <T>(work: (tenant: Tenant) => Promise<T>) => api.database.withOrganization(organizationId, work);

beforeAll(async () => {
  owner = await signedUp(api.app);
  stranger = await signedUp(api.app, 'Eve', 'Eve Roofing');
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  const sender = { channel: 'sms', address: ours, vendorAccount: 't', displayName: null, replyTo: null } as const;
  await inside((tenant) => addSender(tenant, sender, new Date()));
});

let seconds = 0;
/** A text from a number that nobody had before; the id of its conversation. */
async function arrived(text: string, consent: 'stop' | 'start' | null = null, from = newNumber()): Promise<string> {
  const at = new Date(Date.now() - 3_600_000 + 1000 * seconds++);
  const inbound = { channel: 'sms', vendorId: `SM${randomUUID()}`, from, to: ours, text, media: 0, consent } as const;
  const received = await inside((tenant) => receiveInbound(tenant, inbound, at));
  if (!received) throw new Error('kept before');
  return received.conversationId;
}
let numbers = 100;
const newNumber = () => `+1202555${String(numbers++).padStart(4, '0')}`;

const shown = async (id: string) => (await owner.get(`/api/conversations/${id}`).expect(200)).body;
const thread = async (id: string) => (await owner.get(`/api/conversations/${id}/messages`).expect(200)).body.items;
const answer = (id: string, text: string, key: string = randomUUID()) =>
  owner.post(`/api/conversations/${id}/answers`).send({ id: key, text });
const unread = async () => (await owner.get('/api/conversations/count').expect(200)).body.unread;

describe('a conversation', () => {
  it('of somebody unknown is listed with the number and what was written, and counts as unread', async () => {
    const before = await unread();
    const id = await arrived('Can you come on Friday?');
    const { body } = await owner.get('/api/conversations').query({ unread: 'true' }).expect(200);
    expect(body.items[0]).toMatchObject({
      id,
      customer: null,
      unread: true,
      last: { direction: 'in', text: 'Can you come on Friday?' },
    });
    expect(await unread()).toBe(before + 1);
  });

  it('that was read does not count until there is more', async () => {
    const number = newNumber();
    const id = await arrived('Hello', null, number);
    expect((await owner.post(`/api/conversations/${id}/reads`).send({}).expect(200)).body.unread).toBe(false);
    const at = new Date(Date.now() + 1000);
    const more = {
      channel: 'sms',
      vendorId: 'SM-more',
      from: number,
      to: ours,
      text: '?',
      media: 2,
      consent: null,
    } as const;
    await inside((tenant) => receiveInbound(tenant, more, at));
    expect(await shown(id)).toMatchObject({ unread: true, last: { text: '?', media: 2 } });
  });

  it('of a keyword alone is there and asks for nobody', async () => {
    const before = await unread();
    const id = await arrived('STOP', 'stop');
    expect([(await shown(id)).unread, await unread()]).toEqual([false, before]);
    expect(await thread(id)).toMatchObject([{ direction: 'in', consent: 'stop', text: 'STOP' }]);
  });

  it('is answered from the number that was written to, and read by that', async () => {
    const id = await arrived('When?');
    const { body } = await answer(id, ' At ten ').expect(201);
    expect(body).toMatchObject({ unread: false, last: { direction: 'out', text: 'At ten' } });
    expect(await thread(id)).toMatchObject([
      { direction: 'out', kind: 'answer', status: 'rendered', text: 'At ten' },
      { direction: 'in', text: 'When?' },
    ]);
    const { items } = (await owner.get('/api/messages').expect(200)).body;
    expect(items[0]).toMatchObject({ kind: 'answer', from: ours, text: 'At ten' });
  });

  it('gets an answer once that is asked for twice', async () => {
    const id = await arrived('When?');
    const key = randomUUID();
    await Promise.all([answer(id, 'At ten', key).expect(201), answer(id, 'At ten', key).expect(201)]);
    expect((await thread(id)).filter(({ direction }: { direction: string }) => direction === 'out')).toHaveLength(1);
  });

  it('is not answered after STOP, in words, and is again after START', async () => {
    const number = newNumber();
    const id = await arrived('STOP', 'stop', number);
    expect((await shown(id)).refused).toMatchObject({ code: 'stop' });
    const { body } = await answer(id, 'Please stay').expect(409);
    expect(body).toMatchObject({ code: 'opted_out', detail: expect.stringContaining('STOP') });
    await arrived('START', 'start', number);
    await answer(id, 'Welcome back').expect(201);
    expect((await thread(id)).map(({ text }: { text: string }) => text)).toEqual(['Welcome back', 'START', 'STOP']);
  });

  it('is read page by page, newest first', async () => {
    const number = newNumber();
    const id = await arrived('1', null, number);
    for (const text of ['2', '3']) await arrived(text, null, number);
    const first = (await owner.get(`/api/conversations/${id}/messages`).query({ limit: 2 }).expect(200)).body;
    const cursor = first.nextCursor;
    const second = (await owner.get(`/api/conversations/${id}/messages`).query({ limit: 2, cursor }).expect(200)).body;
    const texts = [...first.items, ...second.items].map(({ text }: { text: string }) => text);
    expect([texts, second.nextCursor]).toEqual([['3', '2', '1'], null]);
  });

  it('of which it is not clear what was meant names the message, until somebody says it', async () => {
    const id = await arrived('enough!');
    const [{ id: message }] = await thread(id);
    const read = (meaning: string, decidedAt: Date | null) =>
      inside((tenant) => tenant.db.inboundMessage.updateMany({ where: { id: message }, data: { meaning, decidedAt } }));
    await read('unclear', null);
    expect(await shown(id)).toMatchObject({ question: message, refused: null, readAs: null });
    await read('unclear', new Date());
    expect((await shown(id)).question).toBeNull();
  });

  it('that was read as a wish for no more can be taken back, and STOP cannot', async () => {
    const refuse = (from: string, reason: string) =>
      inside((tenant) => suppress(tenant, { channel: 'sms', address: from, reason, source: 'inbound' }, new Date()));
    const [read, stopped] = [newNumber(), newNumber()];
    const ids = [await arrived('leave me be', null, read), await arrived('leave me be', null, stopped)];
    await inside((tenant) =>
      tenant.db.inboundMessage.updateMany({
        where: { fromAddress: { in: [read, stopped] } },
        data: { meaning: 'wants_out', decidedAt: new Date() },
      }),
    );
    await Promise.all([refuse(read, 'wants_out'), refuse(stopped, 'stop')]);
    const [message] = await thread(ids[0] ?? '');
    expect((await shown(ids[0] ?? '')).readAs).toBe(message.id);
    expect((await shown(ids[1] ?? '')).readAs).toBeNull();
  });

  it('of another business is not there', async () => {
    const id = await arrived('Hello');
    await stranger.get(`/api/conversations/${id}`).expect(404);
    await stranger.get(`/api/conversations/${id}/messages`).expect(404);
    await stranger.post(`/api/conversations/${id}/answers`).send({ id: randomUUID(), text: 'Hi' }).expect(404);
    expect((await stranger.get('/api/conversations').expect(200)).body.items).toEqual([]);
  });

  it('takes no empty answer', async () => {
    await answer(await arrived('Hello'), '   ').expect(400);
  });
});
