import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { useJourney } from '../../request/journeys.ts';
import { useMe } from '../../request/me.ts';
import { Page } from '../../shell/page.tsx';
import { Failure } from '../../states/failure.tsx';
import { Waiting } from '../../states/waiting.tsx';
import { Editor } from './editor.tsx';

export default function EditorPage() {
  const { t } = useTranslation();
  const journeyId = useParams().journeyId ?? '';
  const found = useJourney(journeyId, { live: false });
  const mayChange = useMe().data?.role !== 'viewer';
  if (found.data && !mayChange) return <Navigate to={`/journeys/${journeyId}`} replace />;
  if (found.data) return <Editor key={journeyId} journey={found.data} />;
  return (
    <Page title={t('editor.title')} width="reading">
      {found.isError ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : (
        <Waiting rows={4} height={96} />
      )}
    </Page>
  );
}
