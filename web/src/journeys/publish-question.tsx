import { Alert, List, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NextPublication } from '../../../api/schemas.ts';
import { MostMessages } from './most-messages.tsx';

const choices = ['stay', 'move'] as const;
export type Inside = (typeof choices)[number];
const shown = 8;

/** What publishing changes, for whom, and what is accepted with it. */
export function PublishQuestion({ next, onChange }: { next: NextPublication; onChange: (inside: Inside) => void }) {
  const { t } = useTranslation();
  const [inside, setInside] = useState<Inside>('stay');
  const people = next.inside.moving + next.inside.staying;
  const warnings = next.problems.filter(({ severity }) => severity === 'warning');
  const choose = (value: string) => {
    const found = choices.find((each) => each === value) ?? 'stay';
    setInside(found);
    onChange(found);
  };
  return (
    <Stack gap="sm">
      {next.number > 1 ? <Text aria-live="polite">{next.says[inside]}</Text> : null}
      {next.number > 1 && people > 0 ? (
        <Radio.Group label={t('publishing.inside')} value={inside} onChange={choose}>
          <Stack gap="xs" mt="xs">
            {choices.map((each) => (
              <Radio key={each} value={each} label={t(`publishing.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
      <Text size="sm" c="dimmed">
        <MostMessages most={next.most} />
      </Text>
      {next.changes.length > 0 ? (
        <div>
          <Text fw={600}>{t('publishing.changes')}</Text>
          <List size="sm">
            {next.changes.slice(0, shown).map(({ stepId, what, words }) => (
              <List.Item key={`${stepId} ${what} ${words}`}>{words}</List.Item>
            ))}
            {next.changes.length > shown ? (
              <List.Item>{t('publishing.more', { count: next.changes.length - shown })}</List.Item>
            ) : null}
          </List>
        </div>
      ) : null}
      {warnings.length > 0 ? (
        <Alert color="amber" title={t('publishing.accepted')}>
          <List size="sm">
            {warnings.map(({ path, code, message }) => (
              <List.Item key={`${path} ${code}`}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
    </Stack>
  );
}
