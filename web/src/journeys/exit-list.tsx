import { List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../journeys/definition.ts';
import { useTriggers } from '../request/integrations.ts';
import { exitChoices, reactionChoices } from './exit-choices.ts';

/** What ends a journey early, read out; nothing where nothing does. */
export function ExitList({ definition }: { definition: Definition }) {
  const { t } = useTranslation();
  const choices = [
    ...exitChoices(useTriggers().data?.items ?? []),
    ...reactionChoices((reaction) => t(`reaction.${reaction}`)),
  ];
  const exits = definition.exits.filter(({ on }) => on !== '');
  if (exits.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text>{t('journey.endsEarly')}</Text>
      <List spacing={4}>
        {exits.map(({ on, about, goal }) => (
          <List.Item key={`${on} ${about}`}>
            {choices.find(({ type }) => type === on)?.label ?? on}
            <Text span c="dimmed">
              {about === 'customer'
                ? ` ${t(on === 'replied' ? 'reaction.anyTextShort' : 'journey.anyOfCustomer')}`
                : ''}
              {goal ? ` ${t('journey.isGoal')}` : ''}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
