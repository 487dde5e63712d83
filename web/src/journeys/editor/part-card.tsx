import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './flow.module.css';
import { useFlow } from './flow-context.ts';
import { ItemForm } from './item-form.tsx';
import { partIcons } from './part-icons.ts';
import { cardId, type Part, useChosen, useSelection } from './selection.ts';
import { usePartWords } from './use-part-words.ts';

/** What stands around the steps: what starts it, who enters, what ends it early, the rules. */
export function PartCard({ part }: { part: Part }) {
  const { t } = useTranslation();
  const selection = useSelection();
  const { faults, isNarrow } = useFlow();
  const isChosen = useChosen(({ item }) => item === part);
  const isOpenHere = useChosen(({ open }) => isNarrow && open === part);
  const { title, what } = usePartWords(part);
  const Icon = partIcons[part];
  const fault = faults.get(part);
  return (
    <>
      <div className={classes.card} data-chosen={isChosen || undefined} data-fault={fault} data-part>
        <button
          type="button"
          id={cardId(part)}
          data-card={part}
          className={classes.face}
          aria-current={isChosen ? 'true' : undefined}
          tabIndex={isChosen ? 0 : -1}
          onClick={(event) => (event.detail === 0 ? selection.enter(part) : selection.choose(part))}
        >
          <span className={classes.icon}>
            <Icon size={18} stroke={1.7} aria-hidden />
          </span>
          <span className={classes.words}>
            <span className={classes.kind}>{title}</span>
            <span className={classes.what}>{what}</span>
          </span>
          {fault === 'error' ? (
            <IconAlertTriangle size={18} className={classes.fault} role="img" aria-label={t('builder.needsMending')} />
          ) : null}
        </button>
      </div>
      {isOpenHere ? (
        <div className={classes.below}>
          <ItemForm item={part} />
        </div>
      ) : null}
    </>
  );
}
