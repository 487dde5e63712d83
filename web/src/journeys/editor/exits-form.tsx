import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Definition, type Exit, limits } from '../../../../journeys/definition.ts';
import { useTriggers } from '../../request/integrations.ts';
import { exitChoices, newExit, reactionChoices, startKind } from '../exit-choices.ts';
import { ExitCard } from './exit-card.tsx';
import type { Problems } from './problems.ts';

type Props = { draft: Definition; problems: Problems; onChange: (exits: Exit[]) => void };

/** What ends the journey for somebody before its last message, such as the payment that it asks for. */
export function ExitsForm({ draft, problems, onChange }: Props) {
  const { t } = useTranslation();
  const providers = useTriggers().data?.items ?? [];
  const { exits, trigger } = draft;
  const choices = [...exitChoices(providers), ...reactionChoices((reaction) => t(`reaction.${reaction}`))];
  const kind = startKind(providers, trigger);
  const add = () => {
    onChange([...exits, newExit(exits)]);
    requestAnimationFrame(() => document.getElementById(`field-exits-${exits.length}-on`)?.focus());
  };
  return (
    <>
      <Text c="dimmed">{t('editor.exits.lead')}</Text>
      <Stack gap="md">
        {exits.map((exit, index) => (
          <ExitCard
            key={exit.id ?? `${exit.on}-${exit.about}-${index}`}
            exit={exit}
            index={index}
            choices={choices}
            kind={kind}
            trigger={trigger}
            problem={problems.at(`exits-${index}-on`)}
            onChange={(next) => onChange(exits.map((each, at) => (at === index ? next : each)))}
            onRemove={() => onChange(exits.filter((_, at) => at !== index))}
          />
        ))}
        <Group>
          <Button
            variant="light"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={exits.length >= limits.exits}
            onClick={add}
          >
            {t('editor.exits.add')}
          </Button>
        </Group>
      </Stack>
    </>
  );
}
