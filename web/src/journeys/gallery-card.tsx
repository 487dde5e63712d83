import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { GalleryCard as Card, GalleryNeed, GalleryWay } from '../../../api/schemas.ts';
import { useMay } from '../request/me.ts';
import { Tag } from '../states/tag.tsx';
import classes from './gallery-card.module.css';
import { MostMessages } from './most-messages.tsx';
import { RehearsalSentence } from './rehearsal-sentence.tsx';

const whereToGet: Record<GalleryNeed['kind'], string> = {
  connection: '/settings/integrations',
  email_sender: '/settings/senders',
  sms_sender: '/settings/senders',
  postal_address: '/settings/business',
  review_link: '/settings/brand',
  booking_link: '/settings/brand',
  somebody_to_ask: '/settings/notifications',
};

type Props = { card: Card; busy: boolean; onUse: (way: GalleryWay) => void };

export function GalleryCard({ card, busy, onUse }: Props) {
  const { t } = useTranslation();
  const may = useMay('member');
  const { name, summary, notes, ways } = card;
  const [first] = ways;
  if (!first) return null;
  return (
    <Paper withBorder p="md" bg="var(--surface)" h="100%">
      <Stack gap="sm" h="100%" justify="space-between">
        <Stack gap="xs">
          <Title order={3} size="h4">
            {name}
          </Title>
          <Text>{summary}</Text>
          {notes.map((note) => (
            <Text key={note} size="sm" c="dimmed">
              {note}
            </Text>
          ))}
          <Text size="sm" c="dimmed">
            {t('gallery.startsWhen', { what: first.startsWhen })}. <MostMessages most={first.most} />
          </Text>
          {isConnected(first) ? <RehearsalSentence journey={card.key} provider={first.provider} /> : null}
          <Needs way={first} />
        </Stack>
        <Group gap="xs">
          {ways.map((way) => (
            <Button
              key={way.provider}
              variant={way === first ? 'filled' : 'default'}
              disabled={busy || !may}
              aria-label={
                ways.length > 1
                  ? t('gallery.useWith', { name, provider: way.providerName })
                  : t('gallery.use', { name })
              }
              onClick={() => onUse(way)}
            >
              {ways.length > 1 ? t('gallery.useShortWith', { provider: way.providerName }) : t('gallery.useShort')}
            </Button>
          ))}
        </Group>
      </Stack>
    </Paper>
  );
}

const isConnected = ({ needs }: GalleryWay): boolean => needs.some(({ kind, met }) => kind === 'connection' && met);

/** What is missing leads to where it is set up. */
function Needs({ way: { needs, providerName: provider } }: { way: GalleryWay }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.needs} aria-label={t('gallery.needs')}>
      {needs.map(({ kind, met }) => {
        const what = t(`gallery.need.${kind}`, { provider });
        return (
          <li key={kind}>
            {met ? (
              <Tag tone="done">{t('gallery.has', { what })}</Tag>
            ) : (
              <Link to={whereToGet[kind]}>
                <Tag tone="waiting">{t('gallery.lacks', { what })}</Tag>
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
