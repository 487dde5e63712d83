import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Definition } from '../definition.ts';
import { type GalleryJourney, gallery, galleryKeys } from '../gallery/index.ts';
import { scenarios } from '../gallery/scenarios.ts';
import { play, type Scenario } from '../gallery/testing.ts';
import { usualHolidays } from '../holidays.ts';
import { rehearse } from '../rehearse.ts';
import type { Past, PastEvent } from './past.ts';

const zone = 'America/Denver';
const instant = (local: string): Date => DateTime.fromISO(local, { zone }).toJSDate();
const shown = (at: Date | null): string =>
  at ? DateTime.fromJSDate(at, { zone }).toFormat('ccc yyyy-MM-dd HH:mm') : '';

// What the log of events cannot know is not in a rehearsal: reactions, answers, and what nobody told.
const isInLog = ({ later = [], gone }: Scenario): boolean => !gone && later.every((each) => 'event' in each);

const stories = galleryKeys.flatMap((key) => {
  const { definitions }: GalleryJourney = gallery[key];
  return Object.entries(definitions).flatMap(([provider, definition]) =>
    (scenarios[key][provider] ?? []).filter(isInLog).map((scenario) => ({ key, provider, definition, scenario })),
  );
});

describe('a rehearsal of a ready journey', () => {
  it.each(stories)('$key of $provider tells the same story: $scenario.title', ({ definition, scenario }) => {
    const told = play(definition, scenario).flatMap(
      (line) => /^(.*?) {2}(email|text) to /.exec(line)?.slice(1, 3).join(' ') ?? [],
    );
    const span = { from: instant(scenario.at), to: instant('2029-01-01'), warmFrom: instant(scenario.at) };
    const [found] = rehearse(definition, pastOf(definition, scenario), span);
    const sent = found?.messages.filter(({ outcome }) => outcome === 'sent') ?? [];
    expect(sent.map(({ at, channel }) => `${shown(at)} ${channel === 'sms' ? 'text' : 'email'}`)).toEqual(told);
  });

  it('has stories to tell', () => {
    expect(stories.length).toBeGreaterThan(15);
  });
});

function pastOf({ trigger }: Definition, { at, facts, later = [], consent = {} }: Scenario): Past {
  const provider = trigger?.provider ?? '';
  const event = (type: string, local: string, paper: string): PastEvent => ({
    ...{ id: `${type} ${local}`, provider, trigger: type, entityKind: '', entity: paper, paper, customerId: 'ada' },
    ...{ occurredAt: instant(local), heardAt: instant(local), holds: false, facts: paper === 'own' ? facts : {} },
  });
  const others = later.flatMap((each) =>
    'event' in each ? event(each.event, each.at, each.about === 'entity' ? 'own' : 'other') : [],
  );
  const events = [event(trigger?.type ?? '', at, 'own'), ...others];
  const place = { city: 'Denver', province: 'CO', postalCode: '80203', country: 'US' };
  const name = { name: 'Ada Byron', firstName: 'Ada', lastName: 'Byron', companyName: null };
  const contact = { email: 'ada@example.com', phone: '+13035550123' };
  return {
    business: {
      ...{ name: 'Green Lawns', zone, phone: '+13035550100', websiteUrl: null, replyTo: 'hello@greenlawns.example' },
      ...{ logoUrl: null, brandColor: null, bookingUrl: 'https://greenlawns.example/book', imageHosts: [] },
      ...{ reviewUrl: 'https://g.page/r/x', street1: '1 Main Street', city: 'Denver', province: 'CO' },
      ...{ postalCode: '80202', country: 'US' },
    },
    window: {},
    holidays: usualHolidays,
    events: events.sort((one, other) => one.heardAt.getTime() - other.heardAt.getTime()),
    customers: new Map([
      [
        'ada',
        {
          ...{ id: 'ada', person: 'ada', place, consent, phones: [], mutedAt: null, goneAt: null },
          values: { ...name, ...contact, ...place, isCompany: false, isLead: false, source: provider },
          changes: { email: [], sms: [] },
        },
      ],
    ]),
    ...{ stays: [], elsewhere: [], sends: [], purchases: [] },
  };
}
