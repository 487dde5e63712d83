import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Signpost } from './drawings/signpost.tsx';
import { Empty } from './empty.tsx';

/** An address that leads to nothing, or to what belongs to somebody else: nobody learns which. */
export function NotHere({ titled }: { titled?: boolean }) {
  const { t } = useTranslation();
  return (
    <Empty
      drawing={<Signpost />}
      {...(titled ? {} : { title: t('problem.notFoundTitle') })}
      why={t('problem.notFoundDetail')}
      action={
        <Button component={Link} to="/">
          {t('problem.home')}
        </Button>
      }
    />
  );
}
