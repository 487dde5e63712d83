import { gone } from '../journeys/statuses.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

/** Events that are worth the total of their paper. */
const worthMoney = ['invoice_paid', 'quote_approved'] as const;
type Worth = (typeof worthMoney)[number];

/** One person who reached the goal of a journey. */
export type Result = {
  enrollmentId: string;
  journey: { id: string; name: string };
  customer: { id: string; name: string };
  reason: string;
  at: Date;
  /** The total of the invoice that was paid or the quote that was approved; null: it was neither, or is not known. */
  amount: number | null;
  /**
   * The amount is counted: at least one message of this journey had left before it happened, and of the journeys that
   * wrote about the same paper (its twin in the other system included) this one wrote last. So a paper counts once.
   */
  counts: boolean;
};

type ResultSearch = {
  since?: Date | undefined;
  until?: Date | undefined;
  journeyId?: string | undefined;
  /** Only those whose amount is counted, of this kind. */
  worth?: Worth | undefined;
  before: { value: string; id: string } | null;
  limit: number;
};

/** People who reached the goal of their journey in this time, the newest first. */
export async function listResults(tenant: Tenant, search: ResultSearch): Promise<Result[]> {
  const { worth, before, limit } = search;
  const rows = await tenant.db.$queryRaw<Row[]>`
    WITH reached AS (${reached(tenant, search)})
    SELECT r.id AS "enrollmentId", r.journey_id AS "journeyId", j.name AS "journeyName", r.customer_id AS "customerId",
      c.name AS "customerName", r.finish_reason AS reason, r.finished_at AS at, r.amount::float8 AS amount, r.counts
    FROM reached AS r
    JOIN afterjob.journeys AS j ON j.organization_id = ${tenant.id}::uuid AND j.id = r.journey_id
    JOIN afterjob.customers AS c ON c.organization_id = ${tenant.id}::uuid AND c.id = r.customer_id
    WHERE ${worth ? Prisma.sql`r.counts AND r.trigger = ${worth}` : Prisma.sql`true`}
      ${before ? Prisma.sql`AND (r.finished_at, r.id) < (${new Date(before.value)}, ${before.id}::uuid)` : Prisma.empty}
    ORDER BY r.finished_at DESC, r.id DESC LIMIT ${limit}`;
  return rows.map(({ journeyId, journeyName, customerId, customerName, ...row }) => ({
    ...row,
    journey: { id: journeyId, name: journeyName },
    customer: { id: customerId, name: customerName },
  }));
}

type Row = Omit<Result, 'journey' | 'customer'> &
  Record<'journeyId' | 'journeyName' | 'customerId' | 'customerName', string>;

/** Goals of one journey on one local day; `worth` null: those without an amount that counts. */
export type ResultCount = { journeyId: string; day: string; worth: Worth | null; count: number; amount: number };

/** The same in numbers. */
export function countResults(tenant: Tenant, since: Date, until: Date, zone: string): Promise<ResultCount[]> {
  return tenant.db.$queryRaw<ResultCount[]>`
    WITH reached AS (${reached(tenant, { since, until })})
    SELECT r.journey_id AS "journeyId", to_char(r.finished_at AT TIME ZONE ${zone}::text, 'YYYY-MM-DD') AS day,
      CASE WHEN r.counts THEN r.trigger END AS worth, count(*)::int AS count,
      coalesce(sum(r.amount) FILTER (WHERE r.counts), 0)::float8 AS amount
    FROM reached AS r GROUP BY 1, 2, 3`;
}

/** When the last message of an enrollment left before a moment; what bounced never came. */
const lastMessage = (enrollment: Prisma.Sql, moment: Prisma.Sql) => Prisma.sql`
  SELECT max(m.sent_at) AS at FROM afterjob.messages AS m
  WHERE m.organization_id = ${enrollment}.organization_id AND m.enrollment_id = ${enrollment}.id
    AND m.status = ANY (${gone.filter((status) => status !== 'bounced')}::text[]) AND m.sent_at < ${moment}`;

const e = Prisma.raw('e');
const rival = Prisma.raw('rival');
const total = Prisma.raw("(x.facts ->> (x.entity_kind || '.total'))");

const reached = (tenant: Tenant, { since, until, journeyId }: Partial<ResultSearch>) => Prisma.sql`
  SELECT e.id, e.journey_id, e.customer_id, e.finished_at, e.finish_reason, goal.trigger, goal.amount,
    goal.amount IS NOT NULL AND wrote.at IS NOT NULL AND NOT EXISTS (
      SELECT FROM (
        SELECT goal.connection_id, goal.entity_kind AS kind, goal.entity_id AS external_id
        UNION
        SELECT twin.connection_id, twin.kind, twin.external_id
        FROM afterjob.entities AS own
        JOIN afterjob.entities AS twin ON twin.organization_id = own.organization_id AND twin.paper_id = own.paper_id
        WHERE own.organization_id = e.organization_id AND own.connection_id = goal.connection_id
          AND own.kind = goal.entity_kind AND own.external_id = goal.entity_id
      ) AS paper
      JOIN afterjob.events AS y ON y.organization_id = e.organization_id AND y.connection_id = paper.connection_id
        AND y.entity_kind = paper.kind AND y.entity_id = paper.external_id AND y.trigger = goal.trigger
      JOIN afterjob.enrollment_records AS heard ON heard.event_id = y.id AND heard.taken_at IS NOT NULL
      JOIN afterjob.sequence_enrollments AS rival ON rival.organization_id = e.organization_id
        AND rival.id = heard.enrollment_id AND rival.id <> e.id
        AND rival.finish_reason = 'goal_reached:' || y.trigger || ':' || y.provider
      CROSS JOIN LATERAL (${lastMessage(rival, Prisma.raw('y.occurred_at'))}) AS other
      WHERE (other.at, rival.id) > (wrote.at, e.id)
    ) AS counts
  FROM afterjob.sequence_enrollments AS e
  LEFT JOIN LATERAL (
    SELECT x.trigger, x.occurred_at, x.connection_id, x.entity_kind, x.entity_id,
      CASE WHEN x.trigger = ANY (${worthMoney}::text[]) AND ${total} ~ '^[0-9]{1,12}([.][0-9]{1,6})?$'
        THEN ${total}::numeric END AS amount
    FROM afterjob.enrollment_records AS r
    JOIN afterjob.events AS x ON x.organization_id = r.organization_id AND x.id = r.event_id
    WHERE r.organization_id = e.organization_id AND r.enrollment_id = e.id AND r.event_id IS NOT NULL
      AND r.taken_at IS NOT NULL AND e.finish_reason = 'goal_reached:' || x.trigger || ':' || x.provider
    ORDER BY r.id LIMIT 1
  ) AS goal ON true
  LEFT JOIN LATERAL (${lastMessage(e, Prisma.raw('goal.occurred_at'))}) AS wrote ON true
  WHERE e.organization_id = ${tenant.id}::uuid AND starts_with(e.finish_reason, 'goal_')
    ${since ? Prisma.sql`AND e.finished_at >= ${since}` : Prisma.empty}
    ${until ? Prisma.sql`AND e.finished_at < ${until}` : Prisma.empty}
    ${journeyId ? Prisma.sql`AND e.journey_id = ${journeyId}::uuid` : Prisma.empty}`;
