import { useTranslation } from 'react-i18next';
import { useTriggers } from '../../request/integrations.ts';
import { rulesOf } from './condition-choices.ts';
import type { Part } from './selection.ts';
import { useWorkbench } from './workbench.ts';

/** What a part is called, and what is said in it, in one line. */
export function usePartWords(part: Part): { title: string; what: string } {
  const { t } = useTranslation();
  const { draft } = useWorkbench();
  const triggers = useTriggers().data?.items ?? [];
  switch (part) {
    case ':start': {
      const { trigger } = draft;
      const provider = triggers.find((each) => each.provider === trigger?.provider);
      const label = provider?.triggers.find(({ type }) => type === trigger?.type)?.label;
      return {
        title: t('editor.start'),
        what: label ? t('builder.startsBy', { label, provider: provider?.name ?? '' }) : t('journey.noTrigger'),
      };
    }
    case ':who': {
      const count = rulesOf(draft.filter).parts.length;
      return {
        title: t('builder.who'),
        what: count === 0 ? t('builder.everybody') : t('builder.conditions', { count }),
      };
    }
    case ':exits': {
      const count = draft.exits.length;
      return {
        title: t('editor.exits.title'),
        what: count === 0 ? t('builder.noExits') : t('builder.exits', { count }),
      };
    }
    case ':rules':
      return { title: t('editor.rules'), what: t(`editor.purposes.${draft.purpose}`) };
  }
}
