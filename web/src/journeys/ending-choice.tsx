import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const endings = ['exit', 'finish'] as const;
export type Ending = (typeof endings)[number];

/** Whether those who are on the way may finish. */
export function EndingChoice({ inside, onChange }: { inside: number; onChange: (ending: Ending) => void }) {
  const { t } = useTranslation();
  const [ending, setEnding] = useState<Ending>('exit');
  const choose = (next: string) => {
    const found = endings.find((each) => each === next) ?? 'exit';
    setEnding(found);
    onChange(found);
  };
  return (
    <Stack gap="sm">
      <Text>{t('journey.archiveWhy')}</Text>
      {inside > 0 ? (
        <Radio.Group label={t('archiving.choice')} value={ending} onChange={choose}>
          <Stack gap="xs" mt="xs">
            {endings.map((each) => (
              <Radio key={each} value={each} label={t(`archiving.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
    </Stack>
  );
}
