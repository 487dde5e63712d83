import { Group, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../journeys/definition.ts';
import { ProviderMark } from '../integrations/provider-mark.tsx';
import { useTriggers } from '../request/integrations.ts';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import classes from './trigger-picker.module.css';

type Trigger = Definition['trigger'];
type Props = {
  value: Trigger;
  provider: string | null;
  onProvider: (provider: string) => void;
  onChange: (trigger: Trigger) => void;
};

/** First the system, then what happens there, each with what it really means. */
export function TriggerPicker({ value, provider, onProvider, onChange }: Props) {
  const { t } = useTranslation();
  const triggers = useTriggers();
  if (triggers.isPending) return <Waiting rows={2} height={72} />;
  if (!triggers.data) return <Failure error={triggers.error} retry={() => void triggers.refetch()} />;
  const { items } = triggers.data;
  const chosen = items.find((each) => each.provider === provider);
  return (
    <Stack gap="lg">
      <Radio.Group label={t('trigger.provider')} value={provider ?? ''} onChange={onProvider}>
        <Group mt="xs" align="stretch">
          {items.map((each) => (
            <Radio.Card
              key={each.provider}
              value={each.provider}
              className={classes.card}
              w={{ base: '100%', xs: 260 }}
              aria-label={each.name}
            >
              <Group wrap="nowrap" gap="sm">
                <ProviderMark name={each.name} size={36} />
                <div>
                  <Text fw={600}>{each.name}</Text>
                  <Text size="sm" c="dimmed">
                    {t(stateWords(each.state))}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </Group>
      </Radio.Group>
      {chosen ? (
        <Radio.Group
          label={t('trigger.event')}
          value={value?.provider === chosen.provider ? value.type : ''}
          onChange={(type) => onChange({ provider: chosen.provider, type })}
        >
          <Stack gap="xs" mt="xs">
            {chosen.triggers.map(({ type, label, meaning }) => (
              <Radio.Card
                key={type}
                value={type}
                className={classes.card}
                aria-label={label}
                aria-describedby={`meaning-${type}`}
              >
                <Group wrap="nowrap" gap="sm" align="flex-start">
                  <Radio.Indicator mt={3} />
                  <div>
                    <Text fw={600}>{label}</Text>
                    <Text size="sm" c="dimmed" id={`meaning-${type}`}>
                      {meaning}
                    </Text>
                  </div>
                </Group>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
    </Stack>
  );
}

function stateWords(state: string) {
  if (state === 'not_set_up') return 'trigger.notSetUp';
  return ['connected', 'syncing', 'error'].includes(state) ? 'trigger.connected' : 'trigger.notConnected';
}
