import { ActionIcon, Alert, Button, Group, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { Page } from '../../shell/page.tsx';
import { Tag } from '../../states/tag.tsx';
import { UpLink } from '../../states/up-link.tsx';
import { journeyTone } from '../journey-tone.ts';
import { ActionsProvider } from './actions.ts';
import { AddMenu, type Offer } from './add-menu.tsx';
import { keysOf } from './arrange.ts';
import { Conflict } from './conflict.tsx';
import classes from './editor.module.css';
import { Flow } from './flow.tsx';
import { FlowProvider } from './flow-context.ts';
import { FormPanel } from './form-panel.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { numbersOf } from './numbers.ts';
import { ProblemList } from './problem-list.tsx';
import { faultsByItem, fieldsOf, itemOf, type PlacedProblem, problemsByPlace, problemsId } from './problems.ts';
import { PublishBar } from './publish-bar.tsx';
import { partOf, Selection, SelectionProvider } from './selection.ts';
import { useEditorActions } from './use-actions.tsx';
import { useDraft } from './use-draft.ts';
import { useFields } from './use-fields.ts';
import { useHistory } from './use-history.ts';
import { type Workbench, WorkbenchProvider } from './workbench.ts';

/** What is open first: what is missing most. */
const firstOf = ({ trigger, steps }: Definition) => (trigger === null ? ':start' : (keysOf(steps)[0] ?? ':start'));

/** The journey as a flow of cards with a form beside it. Saved while it is written, undone and redone as a whole. */
export function Editor({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const saving = useDraft(journey);
  const history = useHistory(saving.now, saving.change);
  const { work } = saving;
  const { draft } = work;
  const [selection] = useState(() => new Selection(firstOf(draft)));
  const [offer, setOffer] = useState<Offer | null>(null);
  const [said, say] = useState('');
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const fields = useFields(draft.trigger);
  // Its paths count the steps of the draft that was checked; ids outlive a move.
  const problems = useMemo(() => problemsByPlace(journey.problems, journey.draft), [journey.problems, journey.draft]);
  const numbers = useMemo(() => numbersOf(draft.steps), [draft.steps]);
  const faults = useMemo(() => faultsByItem(problems, draft.steps), [problems, draft.steps]);
  const actions = useEditorActions({
    now: saving.now,
    record: history.record,
    selection,
    say,
    offer: (spot, button) => setOffer({ spot, button, at: placeOf(button) }),
  });

  // An undo may have taken away what was chosen.
  useEffect(() => {
    const { item } = selection.now;
    if (item !== null && !partOf(item) && !keysOf(draft.steps).includes(item)) selection.choose(firstOf(draft));
  }, [draft, selection]);

  const go = (problem: PlacedProblem) => {
    const item = itemOf(problem, draft.steps);
    if (item !== null) return selection.enter(item, fieldsOf(problem));
    const found = document.getElementById(`field-${problem.part}`) ?? document.getElementById(problemsId);
    found?.scrollIntoView({ block: 'center' });
    found?.focus({ preventScroll: true });
  };
  const workbench: Workbench = {
    journeyId: journey.id,
    draft,
    fields,
    problems,
    numbers,
    change: (next) => history.record({ ...saving.now(), draft: next }),
  };
  const flow = useMemo(() => ({ numbers, faults, isNarrow: !isWide }), [numbers, faults, isWide]);

  return (
    <div className={classes.room}>
      <Page
        title={work.name || t('editor.title')}
        above={<UpLink to={`/journeys/${journey.id}`}>{t('editor.back')}</UpLink>}
        beside={<Tag tone={journeyTone[journey.status]}>{t(`journey.status.${journey.status}`)}</Tag>}
        actions={
          <>
            <Button component={Link} to={`/journeys/${journey.id}/overview`} variant="default">
              {t('overview.open')}
            </Button>
            <Button component={Link} to={`/journeys/${journey.id}/rehearsal`} variant="default">
              {t('rehearsal.open')}
            </Button>
            <Group gap={4}>
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t('builder.undo')}
                disabled={!history.canUndo}
                onClick={history.undo}
              >
                <IconArrowBackUp size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t('builder.redo')}
                disabled={!history.canRedo}
                onClick={history.redo}
              >
                <IconArrowForwardUp size={18} aria-hidden />
              </ActionIcon>
              <KeysSheet />
            </Group>
          </>
        }
      >
        <SelectionProvider value={selection}>
          <ActionsProvider value={actions}>
            <WorkbenchProvider value={workbench}>
              <FlowProvider value={flow}>
                {saving.isPutBack ? <Alert color="lake">{t('builder.putBack')}</Alert> : null}
                <Conflict saving={saving} record={history.record} />
                <TextInput
                  id="field-name"
                  label={t('editor.name')}
                  value={work.name}
                  maxLength={120}
                  required
                  maw="28rem"
                  error={work.name.trim() ? null : t('account.required')}
                  onChange={(event) => history.record({ ...saving.now(), name: event.currentTarget.value })}
                />
                <div className={classes.editor}>
                  <Flow steps={draft.steps} actions={actions} said={said} />
                  {isWide ? <FormPanel /> : null}
                </div>
                {offer ? <AddMenu offer={offer} onAdd={actions.add} onClose={() => setOffer(null)} /> : null}
                <ProblemList problems={problems} onGo={go} />
                <PublishBar journey={journey} saving={saving} problems={problems} onGo={go} />
              </FlowProvider>
            </WorkbenchProvider>
          </ActionsProvider>
        </SelectionProvider>
      </Page>
    </div>
  );
}

/** Where a button is in the page, for the menu that opens there. */
function placeOf(button: HTMLElement): Offer['at'] {
  const { left, bottom, width } = button.getBoundingClientRect();
  return { left: left + width / 2 + window.scrollX, top: bottom + window.scrollY };
}
