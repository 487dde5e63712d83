import { ActionIcon, Group, NativeSelect, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Definition, Exit } from '../../../../journeys/definition.ts';
import { isReaction } from '../../../../journeys/reactions.ts';
import { type ExitChoice, mayBeSame } from '../exit-choices.ts';

type Props = {
  exit: Exit;
  index: number;
  choices: ExitChoice[];
  /** What the journey is about; null: nothing starts it yet. */
  kind: string | null;
  trigger: Definition['trigger'];
  problem: string | null;
  onChange: (exit: Exit) => void;
  onRemove: () => void;
};

const kinds = ['job', 'visit', 'quote', 'invoice', 'client'] as const;

/** One ending: what has to happen, about what, and whether that is success. */
export function ExitCard({ exit, index, choices, kind, trigger, problem, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const number = index + 1;
  const title = t('editor.exits.one', { number });
  const chosen = choices.find(({ type }) => type === exit.on);
  const reaction = isReaction(exit.on) ? exit.on : null;
  const canBeSame = mayBeSame(chosen, kind, trigger);
  const known = kinds.find((each) => each === kind);
  const choose = (on: string) => {
    const next = choices.find(({ type }) => type === on);
    const same = isReaction(on) || mayBeSame(next, kind, trigger);
    onChange({ ...exit, on, about: same ? 'entity' : 'customer' });
  };
  // What is not offered any more stays visible until its owner chooses something else.
  const lost = exit.on !== '' && !chosen ? [{ value: exit.on, label: exit.on }] : [];
  return (
    <Paper component="section" withBorder p={{ base: 'sm', xs: 'md' }} bg="var(--surface)" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Title order={3}>{title}</Title>
          <ActionIcon
            variant="subtle"
            color="brick"
            aria-label={t('editor.exits.remove', { number })}
            onClick={onRemove}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
        <NativeSelect
          id={`field-exits-${index}-on`}
          label={t('editor.exits.on')}
          value={exit.on}
          error={problem}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: '', label: t('editor.exits.choose'), disabled: exit.on !== '' },
            ...lost,
            ...choices.map(({ type, label }) => ({ value: type, label })),
          ]}
        />
        {reaction === 'clicked' ? (
          <Text size="sm" c="dimmed">
            {t('reaction.toThisJourney.clicked')}
          </Text>
        ) : canBeSame || reaction || exit.about === 'entity' ? (
          <NativeSelect
            label={t('editor.exits.about')}
            value={exit.about}
            onChange={(event) => onChange({ ...exit, about: event.currentTarget.value as Exit['about'] })}
            data={[
              {
                value: 'entity',
                label: reaction ? t('reaction.toThisJourney.replied') : t(`editor.exits.same.${known ?? 'other'}`),
              },
              { value: 'customer', label: t(reaction ? 'reaction.anyText' : 'editor.exits.anyOfCustomer') },
            ]}
          />
        ) : chosen ? (
          <Text size="sm" c="dimmed">
            {t('editor.exits.anyOfCustomer')}
          </Text>
        ) : null}
        <Switch
          label={t('editor.exits.goal')}
          description={t('editor.exits.goalHint')}
          checked={exit.goal}
          onChange={(event) => onChange({ ...exit, goal: event.currentTarget.checked })}
        />
      </Stack>
    </Paper>
  );
}
