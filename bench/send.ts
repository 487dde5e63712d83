import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import express from 'express';
import type { Dependencies } from '../activities/dependencies.ts';
import { goOn } from '../activities/enrollment.ts';
import { createEmail } from '../channels/email/index.ts';
import { createResendSandbox } from '../channels/email/sandbox.ts';
import type { Step } from '../journeys/definition.ts';
import type { SendingWindow } from '../journeys/sending-window.ts';
import { openDatabase } from '../records/database.ts';
import { openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { listen } from '../testing/servers.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

/** What the vendor allows in any second, and how many messages are due at once. */
const rounds = [
  { perSecond: 5, messages: 40 },
  { perSecond: 5, messages: 40 },
  { perSecond: 20, messages: 120 },
  { perSecond: 20, messages: 120 },
  { perSecond: 20, messages: 120 },
] as const;
const processes = 3;
/** Activities at once in one process; one that waits to be tried again takes none. */
const slots = 15;
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Hi {{ customer.name }}' };

/** M1: emails that are due at once, sent by three processes against a vendor that enforces its limit. */
export const sendAtLimit: Bench = async ({ appUrl }): Promise<Row> => {
  const stage = await openJourneyStage(appUrl);
  const databases = await Promise.all(
    Array.from({ length: processes }, () => openDatabase({ url: appUrl, poolSize: slots })),
  );
  const [shares, refused]: [number[], number[]] = [[], []];
  try {
    stage.now = new Date();
    const window: SendingWindow = { email: { everyDay: [0, 24], sunday: [0, 24] } };
    const shop = await stage.addBusiness({ zone: 'UTC', country: 'IE', window });
    for (const { perSecond, messages } of rounds) {
      const ids = [];
      for (let index = 0; index < messages; index++)
        ids.push(await dueEmail(stage.deps, shop, `p${index}@example.com`));
      const vendor = await limitedVendor(perSecond);
      const channel = createEmail({ apiKey: vendor.apiKey, baseUrl: vendor.url, webhookSecrets: [], perSecond });
      const own = databases.map((database): Dependencies => {
        const channels = { ...stage.deps.channels, email: channel };
        return { ...stage.deps, database, channels, clock: () => new Date() };
      });
      const lines = own.map(() => createSlots(slots));
      await Promise.all(
        ids.map((id, index) => {
          const at = index % processes;
          return send(own[at] ?? stage.deps, lines[at] ?? createSlots(slots), shop, id);
        }),
      );
      const { times, tooMany } = await vendor.close();
      if (times.length !== messages) throw new Error(`${times.length} of ${messages} arrived`);
      const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
      shares.push((messages - 1) / seconds / perSecond);
      refused.push(tooMany);
    }
  } finally {
    await Promise.all(databases.map((database) => database.close()));
    await stage.close();
  }
  const share = figure(shares);
  const tooMany = refused.reduce((sum, one) => sum + one, 0);
  return {
    id: 'M1',
    what: 'Emails due at once, sent by three processes, against the limit that the vendor enforces',
    target: '≥ 0.95, no 429',
    ratio: words(share),
    figures: `5 and 20 calls a second; ${tooMany} × 429`,
    met: share.median >= 0.95 && tooMany === 0,
  };
};

async function dueEmail(deps: Dependencies, shop: TestBusiness, address: string): Promise<string> {
  const enrollmentId = await shop.enroll([email], { email: address }, { purpose: 'visit_reminder' });
  await goOn(deps, { organizationId: shop.id, enrollmentId }, 'decide', 1);
  return enrollmentId;
}

/** As Temporal does: tried again after the delay that the failure names. */
async function send(
  deps: Dependencies,
  slot: Slots,
  { id: organizationId }: TestBusiness,
  enrollmentId: string,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { next } = await slot(() => goOn(deps, { organizationId, enrollmentId }, 'sendEmail', attempt));
      if (next === null) return;
      throw new Error(`It goes on with ${next}`);
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.type !== 'RateLimited') throw error;
      await pause(Number(error.nextRetryDelay));
    }
  }
}

type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/** At most so many pieces of work at once; the others stand in line. */
function createSlots(most: number): Slots {
  let busy = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (busy >= most) await new Promise<void>((come) => line.push(come));
    busy++;
    try {
      return await work();
    } finally {
      busy--;
      line.shift()?.();
    }
  };
}

async function limitedVendor(perSecond: number) {
  const apiKey = `re_${randomBytes(8).toString('hex')}`;
  const sandbox = createResendSandbox({
    apiKey,
    webhookUrl: null,
    webhookSecret: 'whsec_YQ==',
    stateFile: null,
    perSecond,
  });
  const times: number[] = [];
  let tooMany = 0;
  const app = express().use((_request, response, next) => {
    const at = performance.now();
    response.on('finish', () => {
      if (response.statusCode === 429) tooMany++;
      else times.push(at);
    });
    next();
  });
  const server = await listen(app.use(sandbox.router));
  return {
    apiKey,
    url: server.url,
    async close() {
      await server.close();
      await sandbox.close();
      return { times: times.sort((a, b) => a - b), tooMany };
    },
  };
}
