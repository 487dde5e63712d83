import { type Advanced, type AdvanceFacts, advance, type EnrollmentState, stateSchema } from '../journeys/advance.ts';
import { type Definition, definitionSchema, emptyDefinition, type Step } from '../journeys/definition.ts';
import type { Outcome } from '../journeys/statuses.ts';
import type { News } from '../journeys/steps/step.ts';

/** Tuesday, ten in the morning in New York. */
export const tuesdayTen = new Date('2026-11-24T15:00:00Z');

export const plainFacts: AdvanceFacts = {
  news: [],
  values: {},
  messages: {},
  person: 'ada',
  zone: 'America/New_York',
  customerGone: false,
  journeyArchived: false,
};

/** A definition that the schema accepts. */
export const journeyOf = (steps: Step[], more: Partial<Definition> = {}): Definition =>
  definitionSchema.parse({ ...emptyDefinition(), steps, ...more });

export const said = (stepId: string, outcome: Outcome = 'sent'): News => ({
  kind: 'message',
  stepId,
  outcome,
  reason: null,
  messageId: `m-${stepId}`,
});

type Look = { state?: EnrollmentState; news?: News[]; at?: string | Date } & Partial<AdvanceFacts>;

/** Reads a journey on, from its beginning or a stored state. */
export function read(definition: Definition, { state, news = [], at = tuesdayTen, ...facts }: Look = {}): Advanced {
  const stored = stateSchema.parse(JSON.parse(JSON.stringify(state ?? {})));
  return advance(definition, stored, { ...plainFacts, ...facts, news }, new Date(at));
}

/** What the timeline got: `code`, `code reason`. */
export const linesOf = ({ decisions }: Advanced): string[] =>
  decisions.map(({ code, reason }) => (reason ? `${code} ${reason}` : code));
