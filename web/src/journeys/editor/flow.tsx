import { DndContext, DragOverlay, PointerSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';
import { whatWords } from '../block-words.ts';
import type { Actions } from './actions.ts';
import { findBlock, keysOf, type Spot, wholeJourney } from './arrange.ts';
import { cardKey } from './card-keys.ts';
import classes from './flow.module.css';
import { FlowLane } from './flow-lane.tsx';
import { nearestSpot } from './nearest-spot.ts';
import { PartCard } from './part-card.tsx';
import { focusCard, type Item, useSelection } from './selection.ts';

type Props = {
  steps: Definition['steps'];
  actions: Actions;
  /** What was just done, for whoever does not see it. */
  said: string;
};

/** The whole journey from top to bottom, one card for each step: by mouse, by finger, by keyboard. */
export function Flow({ steps, actions, said }: Props) {
  const { t } = useTranslation();
  const selection = useSelection();
  const [dragged, setDragged] = useState<string | null>(null);
  const latest = useRef(steps);
  latest.current = steps;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 120, tolerance: 8 } }),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const item = event.target instanceof HTMLElement ? event.target.dataset.card : undefined;
    const key = item === undefined ? null : cardKey(event);
    if (item === undefined || key === null) return;
    event.preventDefault();
    if ('go' in key) {
      if (key.go === 'in') return selection.enter(item);
      const next = goneTo(key.go, item, latest.current);
      if (next === null) return;
      selection.pass(next);
      return focusCard(next);
    }
    const found = findBlock(latest.current, item);
    if ('move' in key) return found ? actions.move(item, key.move) : undefined;
    if (key.act === 'add') {
      const spot = found ? { ...found.spot, index: found.spot.index + 1 } : endOf(item, latest.current);
      return actions.offer(spot, event.target as HTMLElement);
    }
    if (found) actions[key.act](item);
  };
  const block = dragged === null ? null : findBlock(steps, dragged)?.block;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the cards inside.
    <div className={classes.flow} onKeyDown={onKeyDown} data-dragging={dragged !== null || undefined}>
      <DndContext
        sensors={sensors}
        collisionDetection={nearestSpot}
        onDragStart={({ active }) => setDragged(String(active.id))}
        onDragCancel={() => setDragged(null)}
        onDragEnd={({ active, over }) => {
          setDragged(null);
          if (over) actions.moveTo(String(active.id), over.data.current as Spot);
        }}
        // Every move is told in our own words, however it was made.
        accessibility={{ announcements: quiet, screenReaderInstructions: { draggable: '' } }}
      >
        <PartCard part=":start" />
        <PartCard part=":who" />
        <div id="field-steps" tabIndex={-1} className={classes.steps}>
          <FlowLane lane={wholeJourney} name={null} steps={steps} />
        </div>
        <PartCard part=":exits" />
        <PartCard part=":rules" />
        <DragOverlay dropAnimation={null}>
          {block ? <div className={classes.ghost}>{whatWords(block, t)}</div> : null}
        </DragOverlay>
      </DndContext>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}

const nothing = () => undefined;
const quiet = { onDragStart: nothing, onDragOver: nothing, onDragEnd: nothing, onDragCancel: nothing };

/** Where an arrow leads from a card; null: nowhere. */
function goneTo(go: 'before' | 'behind' | 'first' | 'last' | 'out', from: Item, steps: Definition['steps']) {
  if (go === 'out') return findBlock(steps, from)?.spot.lane.split('/')[0] || null;
  const items: Item[] = [':start', ':who', ...keysOf(steps), ':exits', ':rules'];
  const at = items.indexOf(from);
  const to = { before: at - 1, behind: at + 1, first: 0, last: items.length - 1 }[go];
  return items[to] ?? null;
}

/** From a part above the steps their beginning, from one below their end. */
const endOf = (item: Item, steps: Definition['steps']): Spot => ({
  lane: wholeJourney,
  index: item === ':exits' || item === ':rules' ? steps.length : 0,
});
