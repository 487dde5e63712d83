import '@mantine/spotlight/styles.layer.css';
import { VisuallyHidden } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { type Icon, IconAddressBook, IconRoute, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMe } from '../request/me.ts';
import { type Place, usePlaces } from './places.ts';
import { useSearch } from './use-search.ts';

const placesShown = 8;

/** What was typed, in customers, journeys, pages and things to do. `asked` changes when it is to open. */
export default function Palette({ asked }: { asked: number }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [query, setQuery] = useState('');
  const typed = query.trim();
  const found = useSearch(typed);
  const places = usePlaces(useMe().data?.role !== 'viewer').filter((place) => fits(place, typed));
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const { customers = [], journeys = [] } = (typed && found.data) || {};
  const shown = places.slice(0, placesShown);
  const count = customers.length + journeys.length + shown.length;
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      // Also while something is being typed.
      tagsToIgnore={[]}
      scrollable
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': t('search.open') } }}
    >
      <Spotlight.Search
        aria-label={t('search.open')}
        placeholder={t('search.hint')}
        leftSection={<IconSearch size={20} stroke={1.7} aria-hidden />}
      />
      <VisuallyHidden role="status">{typed && !found.isFetching ? t('search.count', { count }) : ''}</VisuallyHidden>
      <Spotlight.ActionsList>
        {customers.length > 0 ? (
          <Spotlight.ActionsGroup label={t('nav.customers')}>
            {customers.map(({ id, name, companyName, email, phone }) => (
              <Action
                key={id}
                icon={IconAddressBook}
                label={name}
                description={[companyName === name ? null : companyName, email, phone].filter(Boolean).join(', ')}
                onClick={() => void go(`/customers/${id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {journeys.length > 0 ? (
          <Spotlight.ActionsGroup label={t('nav.journeys')}>
            {journeys.map(({ id, name }) => (
              <Action key={id} icon={IconRoute} label={name} onClick={() => void go(`/journeys/${id}`)} />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {shown.length > 0 ? (
          <Spotlight.ActionsGroup label={t('search.places')}>
            {shown.map(({ to, label, icon }) => (
              <Action key={to} icon={icon} label={label} onClick={() => void go(to)} />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {count === 0 && !found.isFetching ? <Spotlight.Empty>{t('search.nothing', { typed })}</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

type ActionProps = { icon: Icon; label: string; description?: string; onClick: () => void };

function Action({ icon: Mark, ...action }: ActionProps) {
  return <Spotlight.Action leftSection={<Mark size={20} stroke={1.7} aria-hidden />} {...action} />;
}

const fits = ({ label }: Place, typed: string): boolean => {
  const words = label.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
};
