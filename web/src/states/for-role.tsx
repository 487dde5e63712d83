import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../api/schemas.ts';
import { useMay, useMe } from '../request/me.ts';

/** What only some may change: to the others it is shown, switched off, with whom to ask. */
export function ForRole({ least, children }: { least: Role; children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const may = useMay(least);
  if (may || !me) return children;
  return (
    <>
      <Alert color="amber" icon={<IconLock aria-hidden />} title={t('problem.forbiddenTitle')}>
        {t('problem.forbiddenDetail', { business: me.organization.name })}
      </Alert>
      <fieldset disabled style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        {children}
      </fieldset>
    </>
  );
}
