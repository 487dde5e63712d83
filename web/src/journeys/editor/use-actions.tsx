import { Button, Group, Text } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';
import { hideNotice, notify } from '../../overlays/notify.ts';
import { type Block, freshId, newStep } from '../blocks.ts';
import type { Actions } from './actions.ts';
import {
  duplicated,
  findBlock,
  hasRoomFor,
  keysOf,
  movedBy,
  movedTo,
  type Spot,
  withBlock,
  withChangedBlock,
  withoutBlock,
} from './arrange.ts';
import type { Work } from './kept-draft.ts';
import { numbersOf } from './numbers.ts';
import { cardId, focusCard, type Selection } from './selection.ts';

type Steps = Definition['steps'];
type Given = {
  now: () => Work;
  record: (work: Work) => void;
  selection: Selection;
  offer: Actions['offer'];
  /** Tells whoever does not see it. */
  say: (words: string) => void;
};

/** What the cards can do, over whatever the draft is at that moment. */
export function useEditorActions(given: Given): Actions {
  const { t } = useTranslation();
  const latest = useRef({ ...given, t });
  latest.current = { ...given, t };
  return useMemo(() => {
    const steps = (): Steps => latest.current.now().draft.steps;
    const set = (next: Steps) => {
      const { now, record } = latest.current;
      const work = now();
      record({ ...work, draft: { ...work.draft, steps: next } });
    };
    const numberOf = (key: string) => numbersOf(steps()).get(key) ?? 0;
    const full = () => void notify({ color: 'amber', message: latest.current.t('builder.full') });
    /** The card has gone elsewhere in the page, and the focus goes with it. */
    const settle = (before: Steps, next: Steps, key: string) => {
      if (next === before) return;
      set(next);
      latest.current.selection.choose(key);
      latest.current.say(latest.current.t('builder.nowAt', { number: numberOf(key) }));
      requestAnimationFrame(() => document.getElementById(cardId(key))?.scrollIntoView({ block: 'nearest' }));
      focusCard(key);
    };
    return {
      add(kind, spot) {
        if (!hasRoomFor(steps(), 2)) return full();
        const id = freshId(steps());
        const block: Block = { key: id, wait: null, step: newStep(kind, id) as NonNullable<Block['step']> };
        set(withBlock(steps(), spot, block));
        latest.current.selection.enter(id);
        requestAnimationFrame(() => document.getElementById(cardId(id))?.scrollIntoView({ block: 'nearest' }));
      },
      change: (key, block) => set(withChangedBlock(steps(), key, block)),
      move: (key, by) => settle(steps(), movedBy(steps(), key, by), key),
      moveTo: (key, spot) => settle(steps(), movedTo(steps(), key, spot), key),
      duplicate(key) {
        const made = duplicated(steps(), key);
        if (!made) return full();
        settle(steps(), made.steps, made.key);
      },
      remove(key) {
        const found = findBlock(steps(), key);
        if (!found) return;
        const [keys, number] = [keysOf(steps()), numberOf(key)];
        set(withoutBlock(steps(), key));
        const left = keysOf(steps());
        const next = keys.slice(keys.indexOf(key)).find((each) => left.includes(each)) ?? left.at(-1) ?? ':start';
        latest.current.selection.choose(next);
        focusCard(next);
        const giveBack = () => {
          if (!keysOf(steps()).includes(key))
            settle(steps(), withBlock(steps(), nearest(steps(), found.spot), found.block), key);
        };
        removedNotice(latest.current.t('editor.removed', { number }), latest.current.t('editor.undo'), giveBack);
      },
      offer: (spot, button) => latest.current.offer(spot, button),
    };
  }, []);
}

/** Where it stood, or at the end where that lane is gone by now. */
function nearest(steps: Steps, spot: Spot): Spot {
  const holder = spot.lane.split('/')[0] ?? '';
  return holder === '' || findBlock(steps, holder) ? spot : { lane: '', index: Number.MAX_SAFE_INTEGER };
}

function removedNotice(words: string, undo: string, giveBack: () => void): void {
  const id = `removed-${Date.now()}`;
  void notify({
    id,
    autoClose: 10_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            giveBack();
            void hideNotice(id);
          }}
        >
          {undo}
        </Button>
      </Group>
    ),
  });
}
