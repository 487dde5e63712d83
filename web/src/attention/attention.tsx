import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CameTooLate } from '../people/came-too-late.tsx';
import { useAttention } from '../request/attention.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Mug } from '../states/drawings/mug.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import { BeingAsked } from './being-asked.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { Failures } from './failures.tsx';
import { Held } from './held.tsx';
import { Reviews } from './reviews.tsx';

/** Everything that stays as it is until somebody of the business acts, each with what settles it. */
export default function AttentionPage() {
  const { t } = useTranslation();
  const found = useAttention();
  const mayAct = useMe().data?.role !== 'viewer';
  const counts = found.data;
  const elsewhere = counts ? counts.questions + counts.matches + counts.twins : 0;
  const nothing = counts && counts.waiting + counts.unknown + elsewhere === 0;
  return (
    <Page title={t('attention.title')} lead={t('attention.lead')} width="reading">
      {mayAct ? null : <Text c="dimmed">{t('attention.viewer')}</Text>}
      {found.isPending ? <Waiting rows={3} height={96} /> : null}
      {found.isError && !counts ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      {nothing ? (
        <Empty
          drawing={<Mug />}
          title={t('attention.noneTitle')}
          why={t('attention.noneWhy')}
          action={
            <Button component={Link} to="/messages" variant="default">
              {t('attention.noneAction')}
            </Button>
          }
        />
      ) : null}
      {counts?.review ? <Reviews mayAct={mayAct} /> : null}
      {counts?.held ? <Held mayAct={mayAct} /> : null}
      {counts?.asked ? <CameTooLate /> : null}
      {counts?.failed ? <Failures mayAct={mayAct} count={counts.failed} /> : null}
      {counts?.unknown ? <BeingAsked /> : null}
      {counts && elsewhere > 0 ? <Elsewhere counts={counts} /> : null}
    </Page>
  );
}
