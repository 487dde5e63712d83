import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';
import { places } from '../../../../journeys/tree.ts';
import { Section } from '../../states/section.tsx';
import { type Counted, CountLinks } from './count-links.tsx';
import { stepTitle } from './step-title.ts';

type Props = {
  definition: Definition;
  numbers: ReadonlyMap<string, number>;
  countsOf: (stepId: string) => Counted;
};

/** The same as the picture, one line a step: for a phone, and for whoever does not see pictures. */
export function StepTable({ definition, numbers, countsOf }: Props) {
  const { t } = useTranslation();
  const all = places(definition);
  if (all.length === 0) return <Text c="dimmed">{t('overview.none')}</Text>;
  return (
    <Section title={t('overview.table')}>
      <Table aria-label={t('overview.table')}>
        <Table.Tbody>
          {all.map(({ step, depth }) => (
            <Table.Tr key={step.id}>
              <Table.Th scope="row" fw={400} ps={`${Math.min(depth, 4) + 0.5}rem`}>
                {numbers.get(step.id)}. {stepTitle(step, t)}
                <CountLinks counted={countsOf(step.id)} number={numbers.get(step.id) ?? 0} />
              </Table.Th>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
