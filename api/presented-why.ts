import { reasonWords } from '../journeys/words.ts';
import type { Manifest } from '../providers/provider.ts';
import type { WhyEnrollment, WhyEvent, WhyLeftOut, WhyOfPerson } from '../records/why.ts';
import { namesOf, presentEnrollment } from './presented.ts';
import { presentDecision, valuesOf } from './presented-decision.ts';
import { presentSteps } from './presented-steps.ts';
import type { Why } from './schemas.ts';

type Manifests = Readonly<Record<string, Manifest>>;
type Entry = Why['entries'][number];
type Decided = Entry['decisions'][number];

/** Why somebody did or did not get something: every decision, and what became of it step by step, newest first. */
export function presentWhy(manifests: Manifests, found: WhyOfPerson): Why {
  const byEvent = new Map(found.enrollments.map((row) => [row.id, row]));
  const entries = [
    ...found.events.map((event) => ofEvent(manifests, event, byEvent)),
    ...found.enrollments.filter(({ origin }) => origin !== 'event').map((row) => byHand(manifests, row)),
    ...found.leftOut.map((row) => leftOut(manifests, row)),
  ];
  return {
    customer: found.customer,
    entries: entries.sort((a, b) => b.at.localeCompare(a.at)),
    silent: found.silent.map(({ id, name, trigger }) => ({
      journey: { id, name },
      words: reasonWords(`nothing_happened:“${labelOf(manifests, trigger.provider, trigger.type)}”`),
    })),
    more: found.more,
  };
}

const labelOf = (manifests: Manifests, provider: string, trigger: string): string =>
  manifests[provider]?.triggers[trigger]?.label ?? trigger;

function ofEvent(manifests: Manifests, event: WhyEvent, enrollments: ReadonlyMap<string, WhyEnrollment>): Entry {
  return {
    id: event.id,
    at: event.occurredAt.toISOString(),
    kind: 'event',
    title: labelOf(manifests, event.provider, event.trigger),
    where: manifests[event.provider]?.name ?? event.provider,
    decisions: event.decisions.map((row) => {
      const enrollment = row.enrollmentId === null ? undefined : enrollments.get(row.enrollmentId);
      return { ...presentDecision(manifests, event, row), way: enrollment ? wayOf(manifests, enrollment) : null };
    }),
  };
}

function byHand(manifests: Manifests, row: WhyEnrollment): Entry {
  const { aboutEvent: about } = row;
  const reason = row.origin === 'bulk' ? 'with_others' : 'by_hand';
  return {
    id: row.id,
    at: row.enrolledAt.toISOString(),
    kind: row.origin === 'bulk' ? 'bulk' : 'hand',
    title: row.origin === 'bulk' ? 'Entered with other past customers' : 'Put in by hand',
    where:
      about &&
      `${labelOf(manifests, about.provider, about.trigger)}, ${manifests[about.provider]?.name ?? about.provider}`,
    decisions: [
      {
        ...decided(row.id, row.journey, row.enrolledAt),
        outcome: 'enrolled',
        reason: { code: reason, words: reasonWords(reason) },
        values: [],
        enrollmentId: row.id,
        way: wayOf(manifests, row),
      },
    ],
  };
}

function leftOut(manifests: Manifests, row: WhyLeftOut): Entry {
  const id = `${row.bulkId}:${row.journey.id}`;
  const trigger = { provider: row.trigger.provider, trigger: row.trigger.type };
  return {
    id,
    at: row.decidedAt.toISOString(),
    kind: 'bulk',
    title: 'Left out when past customers entered',
    where: null,
    decisions: [
      {
        ...decided(row.bulkId, row.journey, row.decidedAt),
        outcome: 'skipped',
        reason: { code: row.outcome, words: reasonWords(row.outcome) },
        values: valuesOf(manifests, trigger, row.detail),
        enrollmentId: null,
        way: null,
      },
    ],
  };
}

const decided = (id: string, { id: journeyId, name }: { id: string; name: string }, at: Date) => ({
  id,
  because: null,
  journey: { id: journeyId, name },
  decidedAt: at.toISOString(),
  answeredAt: null,
});

function wayOf(manifests: Manifests, row: WhyEnrollment): Decided['way'] {
  const names = namesOf(manifests);
  const { status, hold, finish } = presentEnrollment(row, names);
  return {
    ...{ status, hold, finish },
    version: row.version.number,
    steps: presentSteps(row.steps, names),
  };
}
