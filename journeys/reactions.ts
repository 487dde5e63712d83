import type { Definition } from './definition.ts';
import { exitBy, isWaitedFor, type Nearness } from './exits.ts';

/** What a customer may do with a message; beside the kinds of events it can end or steer a journey. */
export const reactions = ['replied', 'clicked'] as const;
export type Reaction = (typeof reactions)[number];

/** Whether a kind of exit is something that the customer does with a message. */
export const isReaction = (kind: string): kind is Reaction => reactions.some((each) => each === kind);

/** `about` entity: with a message of this very enrollment. */
export type Reacted = { reaction: Reaction; about: Nearness };

/** Whether a reaction ends an enrollment of a definition, or may steer it. */
export function concernsReaction(
  definition: Pick<Definition, 'exits' | 'steps'>,
  { reaction, about }: Reacted,
): boolean {
  const happened = { trigger: reaction, about };
  return exitBy(definition, happened) !== null || isWaitedFor(definition, happened);
}
