import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { JourneyDetail } from '../../../api/schemas.ts';
import { numbersOf } from './editor/numbers.ts';
import { cames } from './overview/count-links.tsx';

/** The people behind a number of the overview, as its link asks for them; null: no number was followed. */
export function useSeenAtStep({ published, draft }: JourneyDetail) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const step = search.get('step');
  const came = cames.find((each) => each === search.get('came'));
  if (!step || !came) return null;
  const days = search.get('days');
  const number = numbersOf((published ?? draft).steps).get(step) ?? 0;
  const what = t(`overview.${came}Of`, { number });
  return { query: { step, came, days }, words: days ? t('overview.inDays', { what, days }) : what };
}
