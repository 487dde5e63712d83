import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type PlacedProblem, type Problems, problemsId } from './problems.ts';

type Props = { problems: Problems; onGo: (problem: PlacedProblem) => void };

/** What stands in the way of turning it on; each leads to its field. */
export function ProblemList({ problems, onGo }: Props) {
  const { t } = useTranslation();
  const errors = problems.all.filter(({ severity }) => severity === 'error');
  const warnings = onceEach(problems.all.filter(({ severity }) => severity === 'warning'));
  return (
    <div id={problemsId} tabIndex={-1} aria-live="polite">
      {errors.length > 0 ? (
        <Alert
          color="amber"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('editor.problems', { count: errors.length })}
          mb="sm"
        >
          <Lines problems={errors} onGo={onGo} />
        </Alert>
      ) : null}
      {warnings.length > 0 ? (
        <Alert color="lake" icon={<IconInfoCircle aria-hidden />} title={t('editor.hints')}>
          <Lines problems={warnings} onGo={onGo} />
        </Alert>
      ) : null}
    </div>
  );
}

function Lines({ problems, onGo }: { problems: PlacedProblem[]; onGo: Props['onGo'] }) {
  return (
    <List size="sm" spacing={4}>
      {problems.map((problem) => (
        <List.Item key={`${problem.path}${problem.code}${problem.message}`}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            ta="start"
            c="inherit"
            underline="always"
            style={{ verticalAlign: 'top' }}
            onClick={() => onGo(problem)}
          >
            {problem.message}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}

/** The same word about the same variable in several texts is one word to the owner. */
function onceEach(problems: PlacedProblem[]): PlacedProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
