import type { Definition } from '../../journeys/definition.ts';
import { normalizePhone } from '../../journeys/phone.ts';
import { segmentsOf } from '../../journeys/sms-text.ts';
import { reasonWords } from '../../journeys/words.ts';
import { suppressedBecause } from '../../records/answers.ts';
import type { Tenant } from '../../records/database.ts';
import { findJourney } from '../../records/journey-list.ts';
import { writeSingleMessage } from '../../records/messages.ts';
import { findSender, fromLine } from '../../records/senders.ts';
import { testsSince } from '../../records/test-sends.ts';
import { type DraftMessage, writeDraft } from '../draft-message.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { reasonOf } from '../presented.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { type Preview, preview, previewRequest, testSend, testSendRequest } from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params' | 'at' | 'session'>;

const dayMs = 24 * 60 * 60_000;
const testsPerDay = 50;

export const previews = {
  'POST /api/journeys/:id/previews': route({
    summary: 'Shows one message with sample values or those of a customer. Nothing is sent',
    body: previewRequest,
    answer: preview,
    handle: (call) =>
      inside(call, async (tenant) => {
        const draft = call.body.draft ?? (await savedDraft(call, tenant));
        return present(await writeDraft(call.deps, tenant, draft, call.body, call.at));
      }),
  }),
  'POST /api/journeys/:id/test-sends': route({
    summary: 'Sends one message, marked as a test, to whoever asks or to the number they name',
    body: testSendRequest,
    status: 202,
    answer: testSend,
    async handle(call) {
      const { deps, organizationId, body, at } = call;
      const made = await inside(call, async (tenant) => {
        const draft = body.draft ?? (await savedDraft(call, tenant));
        const message = await writeDraft(deps, tenant, draft, body, at);
        return writeTest(call, tenant, message, body.number);
      });
      const { messageId, channel } = made;
      await tell(deps.log, deps.temporal.startMessage({ organizationId, messageId, channel }));
      return made;
    },
  }),
};

const inside = <T>({ deps, organizationId }: Asked, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

async function savedDraft({ params }: Asked, tenant: Tenant): Promise<Definition> {
  const row = await findJourney(tenant, idOf(params.id, 'journey'));
  if (!row) throw notFound('journey');
  return row.draft;
}

function present({ channel, customer, composed }: DraftMessage): Preview {
  if (!composed.ok) {
    const problem = reasonOf(composed.reason);
    return { channel, customer, subject: null, text: null, html: null, segments: null, problem };
  }
  const { subject, text, html } = composed;
  const segments = channel === 'sms' ? segmentsOf(text).segments : null;
  return { channel, customer, subject, text, html, segments, problem: null };
}

async function writeTest(
  { session, at }: Asked,
  tenant: Tenant,
  { channel, composed, organization }: DraftMessage,
  number: string | null,
) {
  if (!composed.ok) throw new ProblemError(409, 'cannot_render', reasonWords(composed.reason));
  const to = channel === 'email' ? session.user.email : numberOf(number, organization.country);
  const refused = await suppressedBecause(tenant, { channel, address: to });
  if (refused) throw new ProblemError(409, 'suppressed', `This cannot be sent. ${reasonWords(refused)}`);
  const sender = await findSender(tenant, channel);
  if (!sender) throw new ProblemError(409, 'no_sender', reasonWords('no_sender'));
  if ((await testsSince(tenant, new Date(at.getTime() - dayMs))) >= testsPerDay) {
    throw new ProblemError(429, 'too_many_tests', `At most ${testsPerDay} tests go out in a day. Try again tomorrow.`);
  }
  const { subject, text, html } = composed;
  const replyTo = channel === 'email' ? (sender.replyTo ?? organization.replyTo) : null;
  const messageId = await writeSingleMessage(
    tenant,
    {
      kind: 'test',
      channel,
      to,
      sender: { id: sender.id, from: fromLine(channel, sender), replyTo },
      subject: subject === null ? null : `[Test] ${subject}`,
      text: channel === 'sms' ? `[Test] ${text}` : text,
      html,
      headers: {},
      customerId: null,
      answersId: null,
      askedBy: session.userId,
    },
    at,
  );
  return { messageId, channel, to };
}

function numberOf(number: string | null, region: string): string {
  const normal = number === null ? null : normalizePhone(number, region);
  if (normal) return normal;
  throw new ProblemError(400, 'invalid', 'Type the mobile number that the test should go to.', {
    errors: [{ path: 'number', message: 'Type a phone number, such as (202) 555-0123.' }],
  });
}
