import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { type Definition, emptyDefinition } from '../../../journeys/definition.ts';
import { createJourney, journeyKey } from '../request/journeys.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Gallery } from './gallery.tsx';
import { TriggerPicker } from './trigger-picker.tsx';

export default function NewJourney() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe().data;
  const [name, setName] = useState('');
  const [provider, setProvider] = useState<string | null>(null);
  const [trigger, setTrigger] = useState<Definition['trigger']>(null);
  const [tried, setTried] = useState(false);
  const creating = useMutation({
    mutationFn: () => {
      const first = { id: 'step-1', kind: 'send_email', subject: '', body: '' } as const;
      return createJourney({ name: name.trim(), draft: { ...emptyDefinition(), trigger, steps: [first] } });
    },
    onSuccess: async (journey) => {
      client.setQueryData(journeyKey(journey.id), journey);
      await navigate(`/journeys/${journey.id}/edit`);
    },
  });
  if (me?.role === 'viewer') return <Navigate to="/journeys" replace />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && trigger) creating.mutate();
  };
  return (
    <Page
      width="reading"
      title={t('creating.title')}
      lead={t('creating.lead')}
      above={<UpLink to="/journeys">{t('journey.back')}</UpLink>}
    >
      <Stack gap="xl">
        <Gallery />
        <Section title={t('gallery.own')}>
          <form onSubmit={submit} noValidate>
            <Stack gap="lg">
              <TextInput
                label={t('creating.name')}
                description={t('creating.nameHint')}
                value={name}
                maxLength={120}
                required
                error={tried && !name.trim() ? t('account.required') : null}
                onChange={(change) => setName(change.currentTarget.value)}
              />
              <TriggerPicker value={trigger} provider={provider} onProvider={setProvider} onChange={setTrigger} />
              {tried && !trigger ? (
                <Text role="alert" c="var(--mantine-color-error)" size="sm">
                  {t('creating.chooseFirst')}
                </Text>
              ) : null}
              <Failure error={creating.error} />
              <Group>
                <Button type="submit" size="md" loading={creating.isPending}>
                  {t('creating.create')}
                </Button>
                <Button component={Link} to="/journeys" variant="subtle" size="md">
                  {t('cancel')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Section>
      </Stack>
    </Page>
  );
}
