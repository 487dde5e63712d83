import { useDroppable } from '@dnd-kit/core';
import { IconPlus } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from './actions.ts';
import type { LaneName, Spot } from './arrange.ts';
import classes from './flow.module.css';

type Props = {
  lane: LaneName;
  index: number;
  /** Of the step behind it; null: it is the end of the lane. */
  number: number | null;
  isFirst: boolean;
};

/** Between two steps: what is dragged can be dropped here, and a new one comes here by its button. */
export const DropSpot = memo(function DropSpot({ lane, index, number, isFirst }: Props) {
  const { t } = useTranslation();
  const { offer } = useActions();
  const spot: Spot = { lane, index };
  const { setNodeRef, isOver } = useDroppable({ id: `${lane} ${index}`, data: spot });
  return (
    <div ref={setNodeRef} className={classes.spot} data-over={isOver || undefined} data-first={isFirst || undefined}>
      {number === null ? null : (
        <button
          type="button"
          // The keyboard adds from the card; one stop more for each step would be too many.
          tabIndex={-1}
          className={classes.plus}
          aria-label={t('builder.insertBefore', { number })}
          aria-haspopup="menu"
          onClick={(event) => offer(spot, event.currentTarget)}
        >
          <IconPlus size={14} aria-hidden />
        </button>
      )}
    </div>
  );
});
