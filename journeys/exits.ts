import type { Definition, Exit } from './definition.ts';
import { allSteps } from './tree.ts';

/** How near an event is to an enrollment: about its own entity or paper, or about anything else of its person. */
export type Nearness = Exit['about'];

type Happened = { trigger: string; about: Nearness };

/** What ends or steers the enrollments of a definition: kept beside a published version. */
export const listensFor = (definition: Pick<Definition, 'exits' | 'steps'>): string[] => [
  ...new Set([...definition.exits.map(({ on }) => on), ...waitsFor(definition)].filter((on) => on !== '')),
];

/** What its waits are for. */
const waitsFor = (definition: Pick<Definition, 'steps'>): string[] =>
  allSteps(definition).flatMap((step) => (step.kind === 'wait_for' ? step.for : []));

/** The exit that an event takes, a goal before any other; null when it ends nothing. */
export function exitBy({ exits }: Pick<Definition, 'exits'>, { trigger, about }: Happened): Exit | null {
  const open = exits.filter((exit) => exit.on === trigger && (exit.about === 'customer' || about === 'entity'));
  return open.find(({ goal }) => goal) ?? open[0] ?? null;
}

/**
 * Whether an event is news for an enrollment. What started it never ends it, nor does the same thing told again:
 * by the twin of its paper, or a second time about its entity.
 * @param startedBy trigger of the event that started it; null: somebody enrolled it by hand
 */
export function concernsEnrollment(
  definition: Pick<Definition, 'exits' | 'steps'>,
  happened: Happened,
  startedBy: string | null,
): boolean {
  const isItsOwnStart = happened.about === 'entity' && happened.trigger === startedBy;
  if (isItsOwnStart) return false;
  return exitBy(definition, happened) !== null || isWaitedFor(definition, happened);
}

/** A wait is for what happens to the same entity. */
export const isWaitedFor = (definition: Pick<Definition, 'steps'>, { trigger, about }: Happened): boolean =>
  about === 'entity' && waitsFor(definition).includes(trigger);
