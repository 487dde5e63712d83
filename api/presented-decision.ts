import * as z from 'zod';
import { commonFields } from '../journeys/fields.ts';
import { reasonWords } from '../journeys/words.ts';
import type { Manifest } from '../providers/provider.ts';
import { iso, namesOf } from './presented.ts';
import type { Decision } from './schemas.ts';

type Manifests = Readonly<Record<string, Manifest>>;
type About = { provider: string; trigger: string; entityKind: string };
type DecisionRow = {
  id: string;
  outcome: string;
  reason: string;
  detail: unknown;
  journey: { id: string; name: string } | null;
  enrollmentId: string | null;
  decidedAt: Date;
  answeredAt: Date | null;
};

const known = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const detailSchema = z
  .object({
    values: z.record(z.string(), known).optional(),
    enrollmentId: z.string().optional(),
    enrolledAt: z.string().optional(),
    group: z.string().optional(),
    days: z.number().optional(),
    hours: z.number().optional(),
    // Where the other copy of a paper is.
    provider: z.string().optional(),
    number: z.string().nullish(),
  })
  .catch({});
type Detail = z.infer<typeof detailSchema>;

/** Why an event did or did not start a journey, in words, with the values that made it. */
export function presentDecision(manifests: Manifests, about: About, row: DecisionRow): Decision {
  const detail = detailSchema.parse(row.detail);
  return {
    id: row.id,
    outcome: row.outcome as Decision['outcome'],
    reason: { code: row.reason, words: wordsOf(manifests, about, row.reason, detail) },
    values: valuesOf(manifests, about, detail),
    because: row.enrollmentId ? null : (detail.enrollmentId ?? null),
    journey: row.journey,
    enrollmentId: row.enrollmentId,
    decidedAt: row.decidedAt.toISOString(),
    answeredAt: iso(row.answeredAt),
  };
}

function wordsOf(manifests: Manifests, { entityKind }: About, reason: string, { provider, number }: Detail): string {
  const where = provider ? [entityKind, provider, ...(number ? [number] : [])] : [];
  return reasonWords([reason, ...where].join(':'), namesOf(manifests));
}

/** Fields by what people call them. */
export function valuesOf(
  manifests: Manifests,
  { provider, trigger }: Pick<About, 'provider' | 'trigger'>,
  stored: unknown,
): Decision['values'] {
  const { values = {}, enrolledAt, days, hours, group } = detailSchema.parse(stored);
  const fields = [...commonFields, ...(manifests[provider]?.triggers[trigger]?.fields ?? [])];
  const asked = Object.entries(values).map(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    const isDate = field?.type === 'date' && typeof value === 'string' && !Number.isNaN(Date.parse(value));
    const at = isDate ? new Date(value).toISOString() : null;
    return { label: field?.label ?? name.replaceAll(/[._]/g, ' '), value: said(value), at };
  });
  return [
    ...asked,
    ...(enrolledAt ? [{ label: 'Entered before', value: enrolledAt, at: enrolledAt }] : []),
    ...(days ? [{ label: 'Days that have to pass', value: String(days), at: null }] : []),
    ...(hours ? [{ label: 'Hours in which it still starts the journey', value: String(hours), at: null }] : []),
    ...(group ? [{ label: 'Group of journeys', value: group, at: null }] : []),
  ];
}

function said(value: z.infer<typeof known>): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
