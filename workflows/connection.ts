import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { RefreshOutcome } from '../activities/tokens.ts';
import { providerQueue, queues } from './queues.ts';
import { beginSweep, type Sweep } from './sweep.ts';

export type ConnectionInput = { organizationId: string; connectionId: string; provider: string };

/** `fresh`: read the row again. `reconnect`: the link is dead. `later`: the provider or Temporal does not answer now. */
export type FreshToken = 'fresh' | 'reconnect' | 'later';

/** The connection's row was changed. */
export const look = defineSignal('look');
/** Somebody found the token of this generation stale. */
export const freshToken = defineUpdate<FreshToken, [number]>('freshToken');

const roundsPerRun = 200;
const longestRoundMs = 60 * 60_000;
const longestPauseMs = 5 * 60_000;
/** While a sync runs: one that ends by failing may have begun before the present consent. */
const syncingRoundMs = 60_000;

/** Clocks of the processes differ a little: what is due by one of them is not asked for without a pause. */
const shortestRoundMs = 1_000;

const {
  tendConnection,
  startCustomerSync,
  startHistory,
  resumeEnrollments,
  recordRegistrationFailed,
  expireTokens,
  askDueChecks,
} = proxyActivities<Activities>({
  taskQueue: queues.events,
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});
const { tellOwner } = proxyActivities<Activities>({
  taskQueue: queues.email,
  startToCloseTimeout: '45 seconds',
  retry: { maximumInterval: '5 minutes', maximumAttempts: 20 },
});
// Nobody waits for it: what fails is told in the next round.
const { tellConsentEnds } = proxyActivities<Activities>({
  taskQueue: queues.email,
  startToCloseTimeout: '45 seconds',
  retry: { maximumAttempts: 2 },
});
// The queue `tokens` runs nothing else: on a shared one, those who wait for a token fill the slots it needs.
const { refreshToken } = proxyActivities<Activities>({
  taskQueue: queues.tokens,
  startToCloseTimeout: '60 seconds',
  retry: { maximumAttempts: 1 },
  priority: { priorityKey: 1 },
  summary: 'One refresh for all who ask',
});

/** The one owner of a connection's tokens. Lives as long as the connection does. */
export async function connection(input: ConnectionInput): Promise<void> {
  const { organizationId, connectionId, provider } = input;
  const ref = { organizationId, connectionId };
  let asked = false;
  let generation = 0;
  let refreshing: Promise<FreshToken> | null = null;
  let sweeping: Sweep | null = null;

  const renew = async (stale: number): Promise<FreshToken> => {
    let last = false;
    for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const outcome = await tryRefresh({ ...ref, generation: stale, last });
      if (outcome.kind === 'fresh') {
        generation = outcome.generation;
        return 'fresh';
      }
      if (outcome.kind === 'reconnect') return 'reconnect';
      if (outcome.kind === 'unknown' && last) {
        await expireTokens({ ...ref, generation: stale });
        return 'reconnect';
      }
      // After an unknown outcome the old token is tried once more: if it was not taken, it still works.
      if (outcome.kind === 'unknown') last = true;
      else if (workflowInfo().continueAsNewSuggested) return 'later';
      else await sleep(Math.max(pauseMs, outcome.afterMs));
    }
  };
  const refresh = async (stale: number): Promise<FreshToken> => {
    while (generation <= stale) {
      refreshing ??= renew(stale).finally(() => {
        refreshing = null;
        asked = true;
      });
      const outcome = await refreshing;
      if (outcome !== 'fresh') return outcome;
    }
    return 'fresh';
  };
  setHandler(look, () => {
    asked = true;
  });
  setHandler(freshToken, refresh);
  // Beside the loop: while the provider lets a sweep wait, tokens are refreshed all the same.
  const startSweep = (): Sweep => {
    const begun = beginSweep(input);
    begun.ended.finally(() => {
      sweeping = null;
      asked = true;
    });
    return begun;
  };

  for (let rounds = 1; ; rounds++) {
    asked = false;
    const round = await tendConnection(ref);
    if (round.status === 'ended') {
      await sweeping?.stop();
      if (round.tellOwner) await tellOwner(ref);
      await condition(allHandlersFinished);
      if (asked) continue;
      return;
    }
    generation = Math.max(generation, round.generation);
    if (round.resume) await resumeEnrollments(ref);
    if (round.register) await register(input);
    if (round.tellConsent) await tellConsentEnds(ref).catch(unlessCancelled);
    if (round.historyAt && Date.parse(round.historyAt) <= Date.now()) await startHistory(input);
    if (Date.parse(round.syncAt) <= Date.now()) await startCustomerSync(input);
    if (rounds >= roundsPerRun || workflowInfo().continueAsNewSuggested) {
      // Its row says how far it came.
      await sweeping?.stop();
      await condition(allHandlersFinished);
      await continueAsNew<typeof connection>(input);
    }
    if (Date.parse(round.refreshAt) <= Date.now()) {
      await refresh(round.generation);
      continue;
    }
    if (Date.parse(round.sweepAt) <= Date.now()) sweeping ??= startSweep();
    const isDue = round.dueAt !== null && Date.parse(round.dueAt) <= Date.now();
    const dueAt = isDue ? await askDueChecks(ref) : round.dueAt;
    const times = [round.refreshAt, round.syncAt, round.historyAt, round.sweepAt, dueAt]
      .map((time) => (time ? Date.parse(time) : 0))
      .filter((time) => time > Date.now());
    const syncing = Date.parse(round.syncAt) <= Date.now();
    const until = Math.min(Date.now() + (syncing ? syncingRoundMs : longestRoundMs), ...times);
    setCurrentDetails(`Connected to ${provider}. Looks again at ${new Date(until).toISOString()}`);
    await condition(() => asked, Math.max(until - Date.now(), shortestRoundMs));
  }
}

async function tryRefresh(input: Parameters<typeof refreshToken>[0]): Promise<RefreshOutcome> {
  try {
    return await refreshToken(input);
  } catch (error) {
    // The worker was killed or the time was up: nobody knows whether the provider took the old token.
    if (error instanceof ActivityFailure && !isCancellation(error)) return { kind: 'unknown' };
    throw error;
  }
}

function unlessCancelled(error: unknown): void {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
}

async function register({ organizationId, connectionId, provider }: ConnectionInput): Promise<void> {
  const { registerWebhooks } = proxyActivities<Activities>({
    taskQueue: providerQueue(provider),
    startToCloseTimeout: '1 minute',
    retry: { maximumAttempts: 5 },
  });
  try {
    await registerWebhooks({ organizationId, connectionId });
  } catch (error) {
    unlessCancelled(error);
    await recordRegistrationFailed({ organizationId, connectionId });
  }
}
