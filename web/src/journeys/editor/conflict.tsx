import { Alert, Button, Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changesBetween } from '../../../../journeys/diff.ts';
import { Failure } from '../../states/failure.tsx';
import classes from './conflict.module.css';
import { differentTexts } from './different-texts.ts';
import type { Work } from './kept-draft.ts';
import type { Draft } from './use-draft.ts';

/** Somebody else saved in the meantime, or the save failed: nothing is lost, and the owner chooses. */
export function Conflict({ saving, record }: { saving: Draft; record: (work: Work) => void }) {
  const { t } = useTranslation();
  const { state, error, work, theirs } = saving;
  if (state === 'failed') {
    return (
      <Stack gap="xs">
        <Failure error={error} retry={saving.retry} />
        <Text size="sm">{t('builder.keptHere')}</Text>
      </Stack>
    );
  }
  if (state !== 'conflict' || !theirs) return null;
  const texts = differentTexts(work.draft, theirs.draft);
  const changes = changesBetween(theirs.draft, work.draft);
  return (
    <Alert color="amber" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('editor.conflictTitle')}>
      <Stack gap="sm">
        <Text size="sm">{t('editor.conflict')}</Text>
        {work.name === theirs.name ? null : <Pair title={t('editor.name')} mine={work.name} theirs={theirs.name} />}
        {texts.map(({ stepId, part, mine, theirs: other }) => (
          <Pair key={`${stepId} ${part}`} title={t(`builder.conflict.${part}`)} mine={mine} theirs={other} />
        ))}
        {changes.length > 0 ? (
          <div>
            <Text size="sm" fw={600}>
              {t('builder.conflict.changes')}
            </Text>
            <List size="sm">
              {changes.map(({ stepId, what, words }) => (
                <List.Item key={`${stepId} ${what} ${words}`}>{words}</List.Item>
              ))}
            </List>
          </div>
        ) : null}
        <Group gap="xs">
          <Button size="xs" onClick={() => void saving.keepMine()}>
            {t('editor.keepMine')}
          </Button>
          <Button size="xs" variant="default" onClick={() => saving.takeTheirs(record)}>
            {t('editor.takeTheirs')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** The same text as it is here, and as it was saved elsewhere. */
function Pair({ title, mine, theirs }: { title: string; mine: string | null; theirs: string | null }) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
      {[
        [t('builder.conflict.mine', { what: title }), mine] as const,
        [t('builder.conflict.theirs', { what: title }), theirs] as const,
      ].map(([label, text]) => (
        <figure key={label} className={classes.text}>
          <figcaption>{label}</figcaption>
          {text === null ? <Text size="sm">{t('builder.conflict.none')}</Text> : <blockquote>{text}</blockquote>}
        </figure>
      ))}
    </SimpleGrid>
  );
}
