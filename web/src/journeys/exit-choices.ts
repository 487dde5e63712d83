import type { TriggerProvider } from '../../../api/schemas.ts';
import type { Definition, Exit } from '../../../journeys/definition.ts';
import { type Reaction, reactions } from '../../../journeys/reactions.ts';

/** One kind of event that may end a journey early, whichever systems tell of it. */
export type ExitChoice = { type: string; label: string; entities: string[] };

/** What the customer may do with the journey's own messages. */
export const reactionChoices = (labelOf: (reaction: Reaction) => string): ExitChoice[] =>
  reactions.map((type) => ({ type, label: labelOf(type), entities: [] }));

/** What may end a journey, in the words of the systems that tell of it, named in brackets. */
export function exitChoices(providers: readonly TriggerProvider[]): ExitChoice[] {
  const types = new Map<string, { labels: Map<string, string[]>; entities: Set<string> }>();
  for (const { name, state, triggers } of providers) {
    if (state === 'not_set_up') continue;
    for (const { type, label, entity } of triggers) {
      const choice = types.get(type) ?? { labels: new Map(), entities: new Set() };
      choice.labels.set(label, [...(choice.labels.get(label) ?? []), name]);
      choice.entities.add(entity);
      types.set(type, choice);
    }
  }
  return [...types].map(([type, { labels, entities }]) => ({
    type,
    label: [...labels].map(([label, names]) => `${label} (${names.join(', ')})`).join(' · '),
    entities: [...entities],
  }));
}

/** What a journey is about: the kind of thing that starts it. */
export const startKind = (providers: readonly TriggerProvider[], trigger: Definition['trigger']): string | null =>
  providers.find(({ provider }) => provider === trigger?.provider)?.triggers.find(({ type }) => type === trigger?.type)
    ?.entity ?? null;

/** Whether an event may be about the same thing as the journey; if not, it can only be about the same customer. */
export const mayBeSame = (
  choice: ExitChoice | undefined,
  kind: string | null,
  trigger: Definition['trigger'],
): boolean => choice !== undefined && kind !== null && choice.entities.includes(kind) && choice.type !== trigger?.type;

/** An exit that is still to be chosen, with an id that no other has. */
export function newExit(exits: readonly Exit[]): Exit {
  const taken = new Set(exits.map(({ id }) => id));
  for (let n = exits.length + 1; ; n++) {
    if (!taken.has(`exit-${n}`)) return { id: `exit-${n}`, on: '', goal: false, about: 'customer' };
  }
}
