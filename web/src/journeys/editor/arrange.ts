import type { Condition } from '../../../../journeys/conditions.ts';
import { type Definition, limits, type Step } from '../../../../journeys/definition.ts';
import { allSteps, lanesOf, places } from '../../../../journeys/tree.ts';
import { type Block, freshId, toBlocks, toSteps } from '../blocks.ts';

type Steps = Definition['steps'];

/** A list of steps by its name: the journey itself, or `<step>/<lane>` of one that holds some. */
export type LaneName = string;
export const wholeJourney: LaneName = '';
export const laneName = (stepId: string, lane: string): LaneName => `${stepId}/${lane}`;

/** A place between blocks: before the one that stands at `index`, or at the end. */
export type Spot = { lane: LaneName; index: number };

/** The same steps with one lane changed; whatever is not on the way to it stays the very same object. */
export function changeLane(steps: Steps, lane: LaneName, change: (blocks: Block[]) => Block[]): Steps {
  if (lane === wholeJourney) return toSteps(change(toBlocks(steps)));
  return same(steps, (step) =>
    changeLanes(step, (id, inner) =>
      laneName(step.id, id) === lane ? toSteps(change(toBlocks(inner))) : changeLane(inner, lane, change),
    ),
  );
}

/** All places where a block can stand, from top to bottom. */
export function spotsOf(steps: Steps, lane: LaneName = wholeJourney): Spot[] {
  const blocks = toBlocks(steps);
  const within = blocks.flatMap(({ step }, index) => [
    { lane, index },
    ...(step ? lanesOf(step).flatMap((each) => spotsOf(each.steps, laneName(step.id, each.id))) : []),
  ]);
  return [...within, { lane, index: blocks.length }];
}

type Found = { block: Block; spot: Spot };

/** A block by its key, wherever it stands; null when there is none. */
export function findBlock(steps: Steps, key: string, lane: LaneName = wholeJourney): Found | null {
  for (const [index, block] of toBlocks(steps).entries()) {
    if (block.key === key) return { block, spot: { lane, index } };
    for (const inner of block.step ? lanesOf(block.step) : []) {
      const found = findBlock(inner.steps, key, laneName(block.step?.id ?? '', inner.id));
      if (found) return found;
    }
  }
  return null;
}

/** The block that a step belongs to: a wait stands in that of what it waits before. */
export function keyOfStep(steps: Steps, stepId: string): string | null {
  for (const { key, wait, step } of toBlocks(steps)) {
    if (wait?.id === stepId || step?.id === stepId) return key;
    for (const inner of step ? lanesOf(step) : []) {
      const found = keyOfStep(inner.steps, stepId);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The keys of all blocks, from top to bottom. */
export const keysOf = (steps: Steps): string[] =>
  toBlocks(steps).flatMap(({ key, step }) => [
    key,
    ...(step ? lanesOf(step).flatMap((inner) => keysOf(inner.steps)) : []),
  ]);

export function withBlock(steps: Steps, { lane, index }: Spot, block: Block): Steps {
  return changeLane(steps, lane, (blocks) => [...blocks.slice(0, index), block, ...blocks.slice(index)]);
}

export function withoutBlock(steps: Steps, key: string): Steps {
  const found = findBlock(steps, key);
  return found ? changeLane(steps, found.spot.lane, (blocks) => blocks.filter((each) => each.key !== key)) : steps;
}

export function withChangedBlock(steps: Steps, key: string, next: Block): Steps {
  const found = findBlock(steps, key);
  if (!found) return steps;
  return changeLane(steps, found.spot.lane, (blocks) => blocks.map((each) => (each.key === key ? next : each)));
}

/** One place further up or down, into the lanes on the way and out of them; the same steps where there is none. */
export function movedBy(steps: Steps, key: string, by: -1 | 1): Steps {
  const found = findBlock(steps, key);
  if (!found) return steps;
  const rest = withoutBlock(steps, key);
  const { lane, index } = found.spot;
  const spots = spotsOf(rest).filter((spot) => fits(rest, spot, found.block));
  const here = spots.findIndex((each) => each.lane === lane && each.index === index);
  const spot = here < 0 ? undefined : spots[here + by];
  return spot ? withBlock(rest, spot, found.block) : steps;
}

/** To a place as it is counted while the block still stands where it was; the same steps where it cannot go there. */
export function movedTo(steps: Steps, key: string, to: Spot): Steps {
  const found = findBlock(steps, key);
  if (!found || isWithin(found.block, to.lane)) return steps;
  const { lane, index } = found.spot;
  if (to.lane === lane && (to.index === index || to.index === index + 1)) return steps;
  const rest = withoutBlock(steps, key);
  const spot = to.lane === lane && to.index > index ? { lane, index: to.index - 1 } : to;
  return fits(rest, spot, found.block) ? withBlock(rest, spot, found.block) : steps;
}

/** The same once more behind it, with ids of its own all through; null when the journey is full. */
export function duplicated(steps: Steps, key: string): { steps: Steps; key: string } | null {
  const found = findBlock(steps, key);
  if (!found) return null;
  const own = toSteps([found.block]);
  if (!hasRoomFor(steps, allSteps({ steps: own }).length)) return null;
  const [copy] = toBlocks(withFreshIds(own, steps));
  if (!copy) return null;
  const { lane, index } = found.spot;
  return { steps: withBlock(steps, { lane, index: index + 1 }, copy), key: copy.key };
}

export const hasRoomFor = (steps: Steps, more: number): boolean => allSteps({ steps }).length + more <= limits.steps;

/** Whether a lane stands in a block. */
function isWithin({ step }: Block, lane: LaneName): boolean {
  return step !== null && places({ steps: [step] }).some(({ step: { id } }) => lane.startsWith(`${id}/`));
}

function fits(steps: Steps, { lane }: Spot, block: Block): boolean {
  const height = Math.max(...places({ steps: toSteps([block]) }).map(({ depth }) => depth));
  if (height === 0 && lane === wholeJourney) return true;
  const holder = places({ steps }).find(({ step }) => lane.startsWith(`${step.id}/`));
  return (holder ? holder.depth + 1 : 0) + height <= limits.depth;
}

function withFreshIds(own: Steps, all: Steps): Steps {
  const names = new Map<string, string>();
  let taken = all;
  for (const { id } of allSteps({ steps: own })) {
    const fresh = freshId(taken);
    names.set(id, fresh);
    taken = [...taken, { id: fresh, kind: 'exit' }];
  }
  return renamed(own, names);
}

const renamed = (steps: Steps, names: ReadonlyMap<string, string>): Steps =>
  steps.map((step) => {
    const inside = changeLanes(step, (_, inner) => renamed(inner, names));
    const id = names.get(step.id) ?? step.id;
    if (inside.kind !== 'branch') return { ...inside, id };
    return { ...inside, id, lanes: inside.lanes.map((lane) => ({ ...lane, when: aboutCopies(lane.when, names) })) };
  });

/** What a branch of the copy asks about its own steps, it asks about the copies. */
function aboutCopies(condition: Condition, names: ReadonlyMap<string, string>): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => aboutCopies(part, names)) };
  if ('any' in condition) return { any: condition.any.map((part) => aboutCopies(part, names)) };
  if ('not' in condition) return { not: aboutCopies(condition.not, names) };
  return 'step' in condition ? { ...condition, step: names.get(condition.step) ?? condition.step } : condition;
}

function changeLanes(step: Step, change: (lane: string, steps: Steps) => Steps): Step {
  switch (step.kind) {
    case 'branch': {
      const lanes = same(step.lanes, (lane) => withSteps(lane, change(lane.id, lane.steps)));
      const otherwise = change('otherwise', step.otherwise);
      return lanes === step.lanes && otherwise === step.otherwise ? step : { ...step, lanes, otherwise };
    }
    case 'split': {
      const lanes = same(step.lanes, (lane) => withSteps(lane, change(lane.id, lane.steps)));
      return lanes === step.lanes ? step : { ...step, lanes };
    }
    case 'wait_for': {
      const [happened, timedOut] = [change('happened', step.happened), change('timed_out', step.timedOut)];
      return happened === step.happened && timedOut === step.timedOut ? step : { ...step, happened, timedOut };
    }
    case 'ask_owner': {
      const [yes, no] = [change('yes', step.yes), change('no', step.no)];
      return yes === step.yes && no === step.no ? step : { ...step, yes, no };
    }
    default:
      return step;
  }
}

const withSteps = <Lane extends { steps: Steps }>(lane: Lane, steps: Steps): Lane =>
  steps === lane.steps ? lane : { ...lane, steps };

/** Like map, but the same list where nothing became another. */
function same<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  const next = items.map(change);
  return next.every((item, index) => item === items[index]) ? items : next;
}
