import { Button, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './checklist.module.css';
import type { ChecklistStep } from './steps.ts';

export function Checklist({ steps }: { steps: ChecklistStep[] }) {
  const { t } = useTranslation();
  const next = steps.find((step) => !step.done);
  const done = steps.filter((step) => step.done).length;
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {t('home.progress', { done })}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => {
          const state = step.done ? 'done' : step === next ? 'next' : 'later';
          return (
            <li key={step.key} className={classes.step} data-state={state}>
              <span className={classes.mark} aria-hidden>
                {step.done ? <IconCheck size={17} stroke={2.4} /> : index + 1}
              </span>
              <div>
                <Title order={2} fz="md">
                  {step.title}
                  <VisuallyHidden> ({t(`home.${state}`)})</VisuallyHidden>
                </Title>
                <Text c="dimmed">{step.words}</Text>
              </div>
              <Action step={step} state={state} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Action({ step, state }: { step: ChecklistStep; state: 'done' | 'next' | 'later' }) {
  if (!step.action || (state === 'later' && step.action.leaves)) return null;
  const { label, to, leaves } = step.action;
  const look = { variant: state === 'next' ? 'filled' : 'default', className: classes.action } as const;
  return leaves ? (
    <Button component="a" href={to} {...look}>
      {label}
    </Button>
  ) : (
    <Button component={Link} to={to} {...look}>
      {label}
    </Button>
  );
}
