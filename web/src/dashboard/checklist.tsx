import { Button, Group, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './checklist.module.css';
import type { Action, ChecklistStep } from './steps.ts';

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
              <Actions step={step} state={state} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Actions({ step, state }: { step: ChecklistStep; state: 'done' | 'next' | 'later' }) {
  const actions = step.actions.filter(({ leaves }) => state !== 'later' || !leaves);
  if (actions.length === 0) return null;
  return (
    <Group gap="xs" className={classes.action}>
      {actions.map((action, index) => (
        <ActionLink key={action.to} action={action} variant={state === 'next' && index === 0 ? 'filled' : 'default'} />
      ))}
    </Group>
  );
}

function ActionLink({ action: { label, to, leaves }, variant }: { action: Action; variant: 'filled' | 'default' }) {
  return leaves ? (
    <Button component="a" href={to} variant={variant}>
      {label}
    </Button>
  ) : (
    <Button component={Link} to={to} variant={variant}>
      {label}
    </Button>
  );
}
