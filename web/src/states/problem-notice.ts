import type { TFunction } from 'i18next';
import { notify } from '../overlays/notify.ts';
import { problemOf } from '../request/request.ts';

/** A failure whose button has no room of its own for it. */
export function problemNotice(error: unknown, t: TFunction): void {
  const problem = problemOf(error);
  const unreachable = problem?.status === 0;
  void notify({
    color: 'brick',
    role: 'alert',
    autoClose: 10_000,
    title: t(unreachable ? 'problem.unreachableTitle' : 'problem.unknownTitle'),
    message: unreachable ? t('problem.unreachableDetail') : (problem?.detail ?? t('problem.serverDetail')),
  });
}
