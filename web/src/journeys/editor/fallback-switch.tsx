import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';

type Message = StepOf<'send_email'> | StepOf<'send_sms'>;

/** Whether what cannot arrive takes the other channel. */
export function FallbackSwitch<Step extends Message>({
  step,
  onChange,
}: {
  step: Step;
  onChange: (step: Step) => void;
}) {
  const { t } = useTranslation();
  const email = step.kind === 'send_email';
  const switchTo = (on: boolean) => {
    const { fallback: _, ...rest } = step;
    onChange((on ? { ...rest, fallback: true } : rest) as Step);
  };
  return (
    <Switch
      label={t(email ? 'fallback.byText' : 'fallback.byEmail')}
      description={t('fallback.why')}
      checked={step.fallback === true}
      onChange={(event) => switchTo(event.currentTarget.checked)}
    />
  );
}
