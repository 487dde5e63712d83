import { Group, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHandStop,
  IconMessage2,
  IconPlugConnectedX,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DashboardProblem } from '../../../api/schemas.ts';
import { useIntegrations } from '../request/integrations.ts';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { problemPlace } from './addresses.ts';
import classes from './dashboard.module.css';

const icons = {
  reconnect: IconPlugConnectedX,
  silent: IconPlugConnectedX,
  held: IconHandStop,
  review: IconAlertTriangle,
  failed: IconAlertTriangle,
  unknown: IconAlertTriangle,
  questions: IconMessage2,
  asked: IconMessage2,
  unread: IconMessage2,
  matches: IconUsers,
  twins: IconUsers,
} satisfies Record<DashboardProblem['kind'], unknown>;

/** What stands in the way, each with the place where it is solved; and a calm line when there is nothing. */
export function Problems({ problems }: { problems: DashboardProblem[] }) {
  const { t } = useTranslation();
  const titleOf = useProblemTitle();
  if (problems.length === 0)
    return (
      <Group gap="xs" className={classes.calm}>
        <IconCircleCheck size={20} stroke={1.8} aria-hidden />
        <Text>{t('dashboard.noProblems')}</Text>
      </Group>
    );
  return (
    <Section title={t('dashboard.problems')}>
      <Rows label={t('dashboard.problems')}>
        {problems.map((problem) => {
          const Icon = icons[problem.kind];
          return (
            <Row key={`${problem.kind} ${problem.code}`} columns="minmax(0, 1fr)">
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <Icon size={20} stroke={1.8} aria-hidden className={classes.sign} />
                <Stack gap={0} style={{ minWidth: 0 }}>
                  <RowLink to={problemPlace(problem)}>{titleOf(problem)}</RowLink>
                  <Text size="sm">{problem.words}</Text>
                </Stack>
              </Group>
            </Row>
          );
        })}
      </Rows>
    </Section>
  );
}

function useProblemTitle() {
  const { t } = useTranslation();
  const providers = useIntegrations().data?.items ?? [];
  return ({ kind, code, count }: DashboardProblem): string => {
    const provider = providers.find((each) => each.provider === code)?.name ?? code;
    if (kind === 'reconnect' || kind === 'silent') return t(`dashboard.problem.${kind}`, { provider });
    return t(`dashboard.problem.${kind}`, { count });
  };
}
