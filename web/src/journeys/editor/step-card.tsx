import { useDraggable } from '@dnd-kit/core';
import { IconAlertTriangle, IconGripVertical, IconHourglass, IconInfoCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { whatWords, whenWords } from '../block-words.ts';
import type { Block } from '../blocks.ts';
import type { LaneName } from './arrange.ts';
import { CardTools } from './card-tools.tsx';
import classes from './flow.module.css';
import { ItemForm } from './item-form.tsx';
import { kindIcons } from './kind-icons.ts';
import { cardId, useChosen, useSelection } from './selection.ts';

type Props = Pick<Block, 'wait' | 'step'> & {
  /** The key of its block. */
  id: string;
  lane: LaneName;
  index: number;
  number: number;
  fault: 'error' | 'warning' | null;
  isNarrow: boolean;
};

/** One step in a line or two; its form opens beside the flow, on a phone below it. */
export const StepCard = memo(function StepCard({ id, wait, step, lane, index, number, fault, isNarrow }: Props) {
  const { t } = useTranslation();
  const selection = useSelection();
  const isChosen = useChosen(({ item }) => item === id);
  const isOpenHere = useChosen(({ open }) => isNarrow && open === id);
  const block: Block = { key: id, wait, step };
  const Icon = step ? kindIcons[step.kind] : IconHourglass;
  const Fault = fault === 'error' ? IconAlertTriangle : IconInfoCircle;
  return (
    <>
      <div className={classes.card} data-chosen={isChosen || undefined} data-fault={fault ?? undefined}>
        <button
          type="button"
          id={cardId(id)}
          data-card={id}
          className={classes.face}
          aria-current={isChosen ? 'true' : undefined}
          tabIndex={isChosen ? 0 : -1}
          onClick={(event) => (event.detail === 0 ? selection.enter(id) : selection.choose(id))}
        >
          <span className={classes.icon}>
            <Icon size={18} stroke={1.7} aria-hidden />
          </span>
          <span className={classes.words}>
            <span className={classes.kind}>
              {number}. {step ? t(`builder.kinds.${step.kind}`) : t('editor.waitBlock')}
            </span>
            <span className={classes.what}>
              {[whenWords(block, t), step ? whatWords(block, t) : ''].filter(Boolean).join(' ')}
            </span>
          </span>
          {fault ? (
            <Fault
              size={18}
              className={classes.fault}
              role="img"
              aria-label={t(fault === 'error' ? 'builder.needsMending' : 'builder.worthALook')}
            />
          ) : null}
        </button>
        <Handle id={id} />
        {isChosen ? <CardTools id={id} number={number} spot={{ lane, index: index + 1 }} /> : null}
      </div>
      {isOpenHere ? (
        <div className={classes.below}>
          <ItemForm item={id} />
        </div>
      ) : null}
    </>
  );
});

/** For mouse and finger; the keyboard has Alt and the arrows. */
function Handle({ id }: { id: string }) {
  const { setNodeRef, listeners } = useDraggable({ id });
  return (
    <span ref={setNodeRef} className={classes.handle} aria-hidden {...listeners}>
      <IconGripVertical size={16} />
    </span>
  );
}
