import { List, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PauseState, Resumption } from '../../../api/schemas.ts';

export type DueChosen = Resumption;
const choices = ['send', 'skip', 'spread'] as const;
const mostHours = 336;

/** What is due when the journey goes on, and what becomes of it. */
export function DueChoice({ state, onChange }: { state: PauseState; onChange: (chosen: DueChosen) => void }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<DueChosen['due']>('send');
  const [hours, setHours] = useState(8);
  const choose = (next: DueChosen['due'], over: number) => {
    setChoice(next);
    setHours(over);
    onChange(next === 'spread' ? { due: 'spread', overHours: over } : { due: next });
  };
  const due = state.due.reduce((sum, each) => sum + each.due, 0);
  const useless = state.due.reduce((sum, each) => sum + each.useless, 0);
  return (
    <Stack gap="sm">
      {due === 0 ? (
        <Text>{t('pausing.nothingDue')}</Text>
      ) : (
        <>
          <Text>{t('pausing.due', { count: due })}</Text>
          <List size="sm">
            {state.due.map((step) =>
              step.due > 0 ? (
                <List.Item key={step.stepId}>
                  {t('pausing.step', { words: step.words.replace(/^the /, ''), count: step.due })}
                </List.Item>
              ) : null,
            )}
          </List>
          <Radio.Group
            label={t('pausing.choice')}
            value={choice}
            onChange={(next) => choose(choices.find((each) => each === next) ?? 'send', hours)}
          >
            <Stack gap="xs" mt="xs">
              {choices.map((each) => (
                <Radio key={each} value={each} label={t(`pausing.${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {choice === 'spread' ? (
            <NumberInput
              label={t('pausing.hours')}
              value={hours}
              min={1}
              max={mostHours}
              clampBehavior="strict"
              allowDecimal={false}
              onChange={(next) => choose('spread', Math.min(mostHours, Math.max(1, Math.round(Number(next) || 1))))}
            />
          ) : null}
        </>
      )}
      {useless > 0 ? (
        <Text size="sm" c="dimmed">
          {t('pausing.useless', { count: useless })}
        </Text>
      ) : null}
    </Stack>
  );
}
