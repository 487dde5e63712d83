import { Anchor, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { GalleryCard, GalleryWay, Integration } from '../../../api/schemas.ts';
import { useGallery } from '../request/gallery.ts';
import { createJourney, journeyKey } from '../request/journeys.ts';
import { useMay } from '../request/me.ts';
import { useGalleryRehearsal } from '../request/rehearsals.ts';
import { Failure } from '../states/failure.tsx';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';

type Ready = { card: GalleryCard; way: GalleryWay };

/** The third step: what each ready journey would have done in the account's own last 90 days. */
export default function FirstJourneys({ integrations }: { integrations: readonly Integration[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const gallery = useGallery();
  const mayWrite = useMay('member');
  const isReading = integrations.some(({ history }) => history?.status === 'running');
  const creating = useMutation({
    mutationFn: ({ card, way }: Ready) => createJourney({ name: card.name, draft: way.definition }),
    onSuccess: async (journey) => {
      client.setQueryData(journeyKey(journey.id), journey);
      await navigate(`/journeys/${journey.id}/edit`);
    },
  });
  const known = integrations.map(({ history }) => `${history?.stage} ${history?.status}`).join();
  const told = useRef(known);
  useEffect(() => {
    if (told.current === known) return;
    told.current = known;
    // More of the past is here now: what was told of a part of it is not true any more.
    void client.invalidateQueries({ queryKey: ['rehearsal', 'gallery'] });
  }, [known, client]);
  const ready = (gallery.data?.items ?? []).flatMap((card) => {
    const way = card.ways.find(isConnected);
    return way ? [{ card, way }] : [];
  });
  return (
    <Section title={t('begin.title')}>
      <Text c="dimmed">{t('begin.lead')}</Text>
      <Text role="status">{isReading ? t('begin.reading') : ''}</Text>
      <Failure error={creating.error} />
      {gallery.isPending ? <Waiting rows={4} height={84} /> : null}
      {gallery.error ? <Failure error={gallery.error} retry={() => void gallery.refetch()} /> : null}
      {gallery.data && ready.length === 0 ? <Text>{t('begin.none')}</Text> : null}
      {ready.length > 0 ? (
        <Rows label={t('begin.title')}>
          {ready.map((each) => (
            <Row key={each.card.key}>
              <Stack gap={2}>
                <Title order={3} fz="md">
                  {each.card.name}
                </Title>
                <WouldHave card={each.card} way={each.way} />
              </Stack>
              {mayWrite ? (
                <Button
                  variant="default"
                  disabled={creating.isPending}
                  aria-label={t('gallery.use', { name: each.card.name })}
                  onClick={() => creating.mutate(each)}
                >
                  {t('gallery.useShort')}
                </Button>
              ) : null}
            </Row>
          ))}
        </Rows>
      ) : null}
      {mayWrite ? (
        <Anchor component={Link} to="/journeys/new" size="sm">
          {t('begin.others')}
        </Anchor>
      ) : null}
    </Section>
  );
}

/** In one sentence; where it cannot be told, what the journey does. */
function WouldHave({ card, way }: Ready) {
  const { t } = useTranslation();
  const { data, isError } = useGalleryRehearsal(card.key, way.provider);
  if (isError) return <Text>{card.summary}</Text>;
  if (!data) return <Skeleton height={20} width="80%" role="img" aria-label={t('begin.counting')} />;
  return <Text>{data.sentence}</Text>;
}

const isConnected = ({ needs }: GalleryWay): boolean => needs.some(({ kind, met }) => kind === 'connection' && met);
