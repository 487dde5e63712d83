import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import { hourInWords } from '../../time/hour.ts';
import { useInWords } from '../../time/moment.tsx';

/** When messages may leave, where they may not right now. */
export function Closed({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  return journey.closed.map(({ channel, hours: [from, to], next }) => (
    <Text key={channel}>
      {t(`editor.closed.${channel}`, { from: hourInWords(from), to: hourInWords(to), next: inWords(next) })}
    </Text>
  ));
}
