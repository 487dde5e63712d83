import { Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { type Truth, truths } from '../../../../journeys/steps/schema.ts';

type Step = StepOf<'send_email' | 'send_sms'>;

/** What must still be so when it leaves, and for how long it helps; folded away until somebody wants it. */
export function MessageRules<Each extends Step>({ step, onChange }: { step: Each; onChange: (step: Each) => void }) {
  const { t } = useTranslation();
  const asked = step.onlyIf ?? [];
  const tag = asked.find(({ fact }) => fact === 'tag_absent')?.tag ?? '';
  const set = (onlyIf: Truth[]) => {
    const { onlyIf: _before, ...rest } = step;
    onChange((onlyIf.length > 0 ? { ...rest, onlyIf } : rest) as Each);
  };
  const choose = (facts: string[]) =>
    set(
      truths
        .filter((fact) => facts.includes(fact))
        .map((fact): Truth => (fact === 'tag_absent' ? { fact, tag: tag || t('builder.firstTag') } : { fact })),
    );
  return (
    <details>
      <summary>{t('builder.messageRules')}</summary>
      <Stack gap="sm" mt="sm">
        <Checkbox.Group
          label={t('builder.onlyIf')}
          description={t('builder.onlyIfHint')}
          value={asked.map(({ fact }) => fact)}
          onChange={choose}
        >
          <Stack gap={6} mt={6}>
            {truths.map((fact) => (
              <Checkbox key={fact} value={fact} label={t(`builder.truths.${fact}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        {asked.some(({ fact }) => fact === 'tag_absent') ? (
          <TextInput
            label={t('builder.tag')}
            maxLength={80}
            value={tag}
            onChange={(event) => {
              const named = event.currentTarget.value;
              if (named) set(asked.map((each) => (each.fact === 'tag_absent' ? { ...each, tag: named } : each)));
            }}
          />
        ) : null}
        <Group>
          <NumberInput
            label={t('builder.useful')}
            description={t('builder.usefulHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={2160}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            value={step.usefulForHours ?? ''}
            onChange={(hours) => {
              const { usefulForHours: _before, ...rest } = step;
              onChange((typeof hours === 'number' && hours >= 1 ? { ...rest, usefulForHours: hours } : rest) as Each);
            }}
          />
        </Group>
      </Stack>
    </details>
  );
}
