import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../api/schemas.ts';
import { chooseBusiness } from '../request/team.ts';
import { problemNotice } from '../states/problem-notice.ts';

/** For whoever works with several businesses: which one this is about. */
export default function BusinessChoice({ me }: { me: Me }) {
  const { t } = useTranslation();
  const choosing = useMutation({
    mutationFn: (id: string) => chooseBusiness(id),
    // Nothing of one business may be seen under the name of another, so the page begins anew.
    onSuccess: () => window.location.assign('/'),
    onError: (error) => problemNotice(error, t),
  });
  return (
    <NativeSelect
      mt="sm"
      label={t('user.business')}
      data={me.organizations.map(({ id, name }) => ({ value: id, label: name }))}
      value={me.organization.id}
      disabled={choosing.isPending}
      onChange={(event) => choosing.mutate(event.currentTarget.value)}
    />
  );
}
