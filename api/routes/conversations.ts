import * as z from 'zod';
import { reasonWords } from '../../journeys/words.ts';
import { answerConversation, suppressedBecause } from '../../records/answers.ts';
import {
  type Conversation,
  countUnread,
  findConversation,
  listConversations,
  readConversation,
} from '../../records/conversations.ts';
import type { Tenant } from '../../records/database.ts';
import { lastRefusal, readThread, type ThreadItem } from '../../records/threads.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { iso, reasonOf } from '../presented.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import {
  conversation,
  conversationCount,
  conversationDetail,
  conversationListQuery,
  listQuery,
  newAnswer,
  page,
  type ThreadItem as ShownItem,
  threadItem,
} from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params'>;

export const conversations = {
  'GET /api/conversations': route({
    summary: 'Conversations with customers, the one that moved last first',
    query: conversationListQuery,
    answer: page(conversation),
    async handle(call) {
      const { cursor, limit, unread, customerId = null } = call.query;
      const search = { unread: unread === 'true', customerId, before: readTimeCursor(cursor), limit: limit + 1 };
      const rows = await inside(call, (tenant) => listConversations(tenant, search));
      return pageOf(rows, limit, (row) => ({ value: row.lastAt.toISOString(), id: row.id }), present);
    },
  }),
  'GET /api/conversations/count': route({
    summary: 'How many conversations want to be read',
    answer: conversationCount,
    handle: (call) => inside(call, async (tenant) => ({ unread: await countUnread(tenant) })),
  }),
  'GET /api/conversations/:id': route({
    summary: 'One conversation, and whether it can be answered',
    answer: conversationDetail,
    handle: (call) => inside(call, (tenant) => detail(call, tenant)),
  }),
  'GET /api/conversations/:id/messages': route({
    summary: 'What was written in a conversation, newest first: by the customer, by journeys and by hand',
    query: listQuery,
    answer: page(threadItem),
    async handle(call) {
      const { cursor, limit } = call.query;
      const rows = await inside(call, async (tenant) =>
        readThread(tenant, await found(call, tenant), { before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      return pageOf(rows, limit, ({ at, id }) => ({ value: at.toISOString(), id }), presentItem);
    },
  }),
  'POST /api/conversations/:id/reads': route({
    summary: 'Says that everything up to now was read',
    body: z.strictObject({}),
    answer: conversationDetail,
    handle: (call) =>
      inside(call, async (tenant) => {
        await readConversation(tenant, conversationId(call), call.at);
        return detail(call, tenant);
      }),
  }),
  'POST /api/conversations/:id/answers': route({
    summary: 'Answers by hand; refused where the customer has opted out',
    body: newAnswer,
    status: 201,
    answer: conversationDetail,
    async handle(call) {
      const { deps, organizationId, session, body, at } = call;
      const [result, shown] = await inside(call, async (tenant) => {
        const answer = { ...body, by: session.userId };
        const done = await answerConversation(tenant, conversationId(call), answer, at);
        return [done, await detail(call, tenant)] as const;
      });
      if (!result.answered) throw refusal(result);
      const { messageId, channel } = result;
      await tell(deps.log, deps.temporal.startMessage({ organizationId, messageId, channel }));
      return shown;
    },
  }),
};

/** Why nothing is sent, where our rules read a message so: neither STOP nor the vendor's word. */
const readings = ['wants_out', 'wrong_person'];

const conversationId = ({ params }: Asked): string => idOf(params.id, 'conversation');

const inside = <T>({ deps, organizationId }: Asked, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

async function found(call: Asked, tenant: Tenant): Promise<Conversation> {
  const row = await findConversation(tenant, conversationId(call));
  if (!row) throw notFound('conversation');
  return row;
}

async function detail(call: Asked, tenant: Tenant): Promise<z.input<typeof conversationDetail>> {
  const row = await found(call, tenant);
  const code = await suppressedBecause(tenant, row);
  const readAs = code !== null && readings.includes(code) ? await lastRefusal(tenant, row) : null;
  return { ...present(row), refused: reasonOf(code), readAs };
}

function refusal(result: Exclude<Awaited<ReturnType<typeof answerConversation>>, { answered: true }>): ProblemError {
  switch (result.reason) {
    case 'missing':
      return notFound('conversation');
    case 'no_sender':
      return new ProblemError(
        409,
        'no_sender',
        'There is no number to answer from yet. Add one under Settings, Senders.',
      );
    case 'suppressed':
      return new ProblemError(409, 'opted_out', `This cannot be sent. ${reasonWords(result.code)}`);
  }
}

const present = (row: Conversation) => ({ ...row, lastAt: row.lastAt.toISOString() });

const presentItem = ({ journeyName, ...row }: ThreadItem): ShownItem => ({
  ...row,
  at: row.at.toISOString(),
  consent: row.consent as ShownItem['consent'],
  meaning: row.meaning as ShownItem['meaning'],
  decidedAt: iso(row.decidedAt),
  kind: row.kind as ShownItem['kind'],
  status: row.status as ShownItem['status'],
  reason: reasonOf(row.reason),
  journey: journeyName,
});
