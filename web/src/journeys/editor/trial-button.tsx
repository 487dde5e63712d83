import { Button, Group } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';

const Trial = lazy(() => import('./trial.tsx'));

export type TrialProps = { journeyId: string; draft: Definition; stepId: string; number: number };

/** Opens one message as customers will see it. */
export function TrialButton(props: TrialProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Group>
      <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('trial.open')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <Trial {...props} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </Group>
  );
}
