import { SimpleGrid, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { GalleryWay } from '../../../api/schemas.ts';
import { useGallery } from '../request/gallery.ts';
import { createJourney, journeyKey } from '../request/journeys.ts';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { GalleryCard } from './gallery-card.tsx';

/** The ready journeys: one press makes a draft of one's own, which is then seen before it does anything. */
export function Gallery() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const gallery = useGallery();
  const creating = useMutation({
    mutationFn: ({ name, way }: { name: string; way: GalleryWay }) => createJourney({ name, draft: way.definition }),
    onSuccess: async (journey) => {
      client.setQueryData(journeyKey(journey.id), journey);
      await navigate(`/journeys/${journey.id}/edit`);
    },
  });
  return (
    <Section title={t('gallery.title')}>
      <Text c="dimmed">{t('gallery.lead')}</Text>
      <Failure error={creating.error} />
      {gallery.isPending ? <Waiting rows={3} height={120} /> : null}
      {gallery.error ? <Failure error={gallery.error} retry={() => void gallery.refetch()} /> : null}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {gallery.data?.items.map((card) => (
          <GalleryCard
            key={card.key}
            card={card}
            busy={creating.isPending}
            onUse={(way) => creating.mutate({ name: card.name, way })}
          />
        ))}
      </SimpleGrid>
    </Section>
  );
}
