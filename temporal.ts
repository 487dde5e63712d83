import {
  Client,
  Connection,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type WorkflowStartOptions,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import type { Config } from './config.ts';
import type { FreshToken } from './workflows/connection.ts';
import {
  bulkWorkflowId,
  connectionWorkflowId,
  enrollmentWorkflowId,
  historyWorkflowId,
  messageWorkflowId,
  resumeWorkflowId,
  syncWorkflowId,
} from './workflows/ids.ts';
import { queues } from './workflows/queues.ts';
import { type Searchable, searchAttributes } from './workflows/search-attributes.ts';

export type ConnectionRef = { organizationId: string; connectionId: string };

export type EnrollmentStart = {
  organizationId: string;
  enrollmentId: string;
  journeyId: string;
  customerId: string;
  provider: string | null;
  journeyName?: string;
  /** One of many that somebody enrolled at once. */
  bulk?: boolean;
};

/** Starts and nudges. Every one may be repeated; "already started" is success; ids only. */
export type Temporal = {
  client: Client;
  /** Starts the workflow of a lane, or tells it to look. */
  nudgeLane(source: string, lane: string): Promise<void>;
  /** The same in the background, 32 at a time at most; what is over or fails is left to the sweep. */
  offerLane(source: string, lane: string): void;
  startEnrollment(start: EnrollmentStart): Promise<void>;
  /** False when it does not run. */
  nudgeEnrollment(enrollmentId: string): Promise<boolean>;
  /** Starts the loop of a connection, or tells it to look: one call after every change of the row. */
  startConnection(connection: ConnectionRef & { provider: string }): Promise<void>;
  /** False when it does not run. */
  nudgeConnection(connectionId: string): Promise<boolean>;
  startCustomerSync(connection: ConnectionRef & { provider: string }): Promise<void>;
  /** Reads what happened before; a run that goes on already is left alone. */
  startHistory(connection: ConnectionRef & { provider: string }): Promise<void>;
  /** Starts what hands over a message of no journey, or tells it to look. */
  startMessage(message: { organizationId: string; messageId: string; channel: 'email' | 'sms' }): Promise<void>;
  /** Lets past customers in, or tells it to look. */
  startBulk(bulk: { organizationId: string; bulkId: string; journeyId?: string }): Promise<void>;
  startResume(cause: { organizationId: string; reason: string; scope: string }): Promise<void>;
  /** One refresh serves all who ask for the same generation, in all processes. Waits 15 s at most. */
  freshToken(stale: ConnectionRef & { provider: string; generation: number }): Promise<FreshToken>;
  close(): Promise<void>;
};

export type TemporalSettings = Pick<Config, 'temporal'>;

const callDeadlineMs = 5_000;
const freshTokenDeadlineMs = 15_000;
const offersAtOnce = 32;
const askAgainAfterMs = 5 * 60_000;

/** Where Temporal is: an address, or a profile of the Temporal configuration file (Cloud by API key or mTLS). */
export function temporalConnection({ temporal }: TemporalSettings): {
  options: ClientConnectConfig['connectionOptions'];
  namespace: string;
} {
  if (!temporal.profile) return { options: { address: temporal.address }, namespace: temporal.namespace };
  const { connectionOptions, namespace } = loadClientConnectConfig({ profile: temporal.profile });
  return { options: connectionOptions, namespace: namespace ?? temporal.namespace };
}

/** Opens the client; it connects at the first call, so a process starts while Temporal is down. */
export async function createTemporal(config: TemporalSettings): Promise<Temporal> {
  const { options, namespace } = temporalConnection(config);
  const connection = Connection.lazy(options);
  const temporal = temporalOver(new Client({ connection, namespace }));
  return {
    ...temporal,
    async close() {
      // A call that is tried again on a closed connection throws where nobody can catch it.
      await temporal.close();
      await connection.close();
    },
  };
}

/** The same over a client that exists (tests). */
export function temporalOver(client: Client): Temporal {
  const withAttributes = attributeGate();
  const within = <T>(call: () => Promise<T>, ms = callDeadlineMs): Promise<T> =>
    client.withDeadline(Date.now() + ms, call);
  const start = (type: string, attributes: Searchable, options: WorkflowStartOptions<Workflow>): Promise<void> =>
    withAttributes(attributes, async (given) => {
      try {
        await within(() => client.workflow.start(type, { ...options, ...given }));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    });
  const look = (type: string, attributes: Searchable, options: WorkflowStartOptions<Workflow>): Promise<void> =>
    withAttributes(attributes, async (given) => {
      await within(() =>
        client.workflow.signalWithStart(type, { ...options, ...given, signal: 'look', signalArgs: [] }),
      );
    });
  const nudge = async (workflowId: string): Promise<boolean> => {
    try {
      await within(() => client.workflow.getHandle(workflowId).signal('look'));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };

  const connectionStart = ({ organizationId, connectionId, provider }: ConnectionRef & { provider: string }) => ({
    workflowId: connectionWorkflowId(connectionId),
    taskQueue: queues.events,
    args: [{ organizationId, connectionId, provider }],
    memo: { provider },
    staticSummary: `Connection to ${provider}`,
    priority: { priorityKey: 2, fairnessKey: organizationId },
  });

  const nudgeLane = (source: string, lane: string): Promise<void> => {
    const channel = source.startsWith('channel:');
    return look(channel ? 'channelNotice' : 'providerEvent', channel ? {} : { provider: source }, {
      workflowId: lane,
      taskQueue: channel ? queues.journeys : queues.events,
      args: [{ source, lane }],
      staticSummary: `What arrived from ${source}`,
      priority: { priorityKey: 2 },
    });
  };

  const offered = new Set<Promise<unknown>>();
  const refreshing = new Map<string, Promise<FreshToken>>();
  const askForToken = async (stale: ConnectionRef & { provider: string; generation: number }): Promise<FreshToken> => {
    try {
      return await withAttributes({ organizationId: stale.organizationId, provider: stale.provider }, (given) =>
        within(
          () =>
            client.workflow.executeUpdateWithStart<Workflow, FreshToken, [number]>('freshToken', {
              args: [stale.generation],
              updateId: `refresh-${stale.generation}`,
              startWorkflowOperation: new WithStartWorkflowOperation('connection', {
                ...connectionStart(stale),
                ...given,
                workflowIdConflictPolicy: 'USE_EXISTING',
              }),
            }),
          freshTokenDeadlineMs,
        ),
      );
    } catch (error) {
      // The server admits few Updates at a time: the caller reads the row again, and asks again if it must.
      if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof ServiceError) return 'later';
      throw error;
    }
  };

  return {
    client,
    nudgeLane,
    offerLane(source, lane) {
      if (offered.size >= offersAtOnce) return;
      const offer = nudgeLane(source, lane)
        .catch(() => undefined)
        .finally(() => offered.delete(offer));
      offered.add(offer);
    },
    startEnrollment: ({ organizationId, enrollmentId, journeyId, customerId, provider, journeyName, bulk = false }) =>
      start(
        'journeyEnrollment',
        { organizationId, journeyId, customerId, provider },
        {
          workflowId: enrollmentWorkflowId(enrollmentId),
          taskQueue: queues.journeys,
          args: [{ organizationId, enrollmentId }],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
          memo: { journeyId, ...(journeyName && { journey: journeyName }) },
          staticSummary: journeyName ? `Journey "${journeyName}"` : 'Journey',
          priority: { priorityKey: bulk ? 4 : 3, fairnessKey: organizationId },
        },
      ),
    nudgeEnrollment: (enrollmentId) => nudge(enrollmentWorkflowId(enrollmentId)),
    startConnection: (ref) =>
      look('connection', { organizationId: ref.organizationId, provider: ref.provider }, connectionStart(ref)),
    nudgeConnection: (connectionId) => nudge(connectionWorkflowId(connectionId)),
    startCustomerSync: ({ organizationId, connectionId, provider }) =>
      start(
        'customerSync',
        { organizationId, provider },
        {
          workflowId: syncWorkflowId(connectionId),
          taskQueue: queues.events,
          args: [{ organizationId, connectionId, provider }],
          memo: { provider },
          staticSummary: `All customers of ${provider}`,
          priority: { priorityKey: 5, fairnessKey: organizationId },
        },
      ),
    startHistory: ({ organizationId, connectionId, provider }) =>
      start(
        'historySync',
        { organizationId, provider },
        {
          workflowId: historyWorkflowId(connectionId),
          taskQueue: queues.events,
          args: [{ organizationId, connectionId, provider }],
          memo: { provider },
          staticSummary: `What happened in ${provider} before`,
          priority: { priorityKey: 5, fairnessKey: organizationId },
        },
      ),
    startMessage: ({ organizationId, messageId, channel }) =>
      look(
        'singleMessage',
        { organizationId },
        {
          workflowId: messageWorkflowId(messageId),
          taskQueue: queues.journeys,
          args: [{ organizationId, messageId, channel }],
          staticSummary: `One ${channel} by hand, or of the service itself`,
          priority: { priorityKey: 2, fairnessKey: organizationId },
        },
      ),
    startBulk: ({ organizationId, bulkId, journeyId = null }) =>
      look(
        'bulkEnrollment',
        { organizationId, journeyId },
        {
          workflowId: bulkWorkflowId(bulkId),
          taskQueue: queues.journeys,
          args: [{ organizationId, bulkId }],
          staticSummary: 'Past customers into a journey',
          priority: { priorityKey: 5, fairnessKey: organizationId },
        },
      ),
    startResume: ({ organizationId, reason, scope }) =>
      look(
        'resumeHeld',
        { organizationId },
        {
          workflowId: resumeWorkflowId(reason, scope),
          taskQueue: queues.journeys,
          args: [{ organizationId, reason, scope }],
          staticSummary: `Wakes what was held: ${reason}`,
          priority: { priorityKey: 4, fairnessKey: organizationId },
        },
      ),
    freshToken(stale) {
      const key = `${stale.connectionId} ${stale.generation}`;
      const asked = refreshing.get(key) ?? askForToken(stale).finally(() => refreshing.delete(key));
      refreshing.set(key, asked);
      return asked;
    },
    async close() {
      await Promise.all(offered);
    },
  };
}

type Given = Pick<WorkflowStartOptions<Workflow>, 'typedSearchAttributes'>;

/** Starts carry search attributes unless the namespace does not know them; then they are tried again after a while. */
function attributeGate() {
  let without = 0;
  return async <T>(attributes: Searchable, call: (given: Given) => Promise<T>): Promise<T> => {
    const pairs = searchAttributes(attributes);
    if (pairs.length === 0 || Date.now() < without) return call({});
    try {
      return await call({ typedSearchAttributes: pairs });
    } catch (error) {
      if (!isUnknownAttribute(error)) throw error;
      without = Date.now() + askAgainAfterMs;
      return call({});
    }
  };
}

/** The namespace has no search attribute of that name. */
export function isUnknownAttribute(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && cause.code === 3 && /search attribute/i.test(cause.details);
}
