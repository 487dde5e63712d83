import { describe, expect, it } from '@jest/globals';
import { manifests } from '../../providers/manifests.ts';
import { type Definition, definitionSchema } from '../definition.ts';
import { type PublishContext, publishProblems } from '../publish-check.ts';
import { type GalleryJourney, gallery, galleryKeys } from './index.ts';
import { needsOf } from './needs.ts';

const able: PublishContext = {
  providers: manifests,
  connected: Object.keys(manifests),
  channels: ['email', 'sms'],
  senders: { email: null, sms: null },
  canAsk: true,
  hasPostalAddress: true,
  own: {
    name: 'Green Lawns',
    known: ['business.name'],
    links: ['business.review_link', 'business.booking_link'],
    addresses: { 'business.review_link': 'https://g.page/r/x', 'business.booking_link': 'https://greenlawns.example' },
    imageHosts: [],
  },
  linksTracked: true,
};
const bare: PublishContext = {
  providers: manifests,
  connected: [],
  senders: { email: 'no_sender', sms: 'no_sender' },
  canAsk: false,
  hasPostalAddress: false,
  own: { links: [] },
};

const all = galleryKeys.flatMap((key) => {
  const { definitions }: GalleryJourney = gallery[key];
  return Object.entries(definitions).map(([provider, definition]): [string, string, Definition] => [
    key,
    provider,
    definition,
  ]);
});

describe('the gallery', () => {
  it('has eight journeys, all but the visit reminder for every provider', () => {
    expect(galleryKeys).toHaveLength(8);
    const without = galleryKeys.flatMap((key) =>
      Object.keys(manifests).flatMap((provider) =>
        provider in gallery[key].definitions ? [] : [`${key} ${provider}`],
      ),
    );
    expect(without).toEqual(['visit_reminder quickbooks']);
  });

  it.each(all)('%s of %s is whole, starts at its provider and has the purpose of its name', (key, provider, given) => {
    expect(definitionSchema.parse(given)).toEqual(given);
    expect(given).toMatchObject({ trigger: { provider }, purpose: key });
  });

  it.each(all)('%s of %s can be turned on unchanged', (_key, _provider, definition) => {
    const found = publishProblems(definition, able).filter(({ code }) => !code.startsWith('own_automation'));
    expect(found).toEqual([]);
  });

  it.each(all)('%s of %s says what it needs, and no more is missing', (_key, _provider, definition) => {
    const needs = needsOf(definition, bare);
    expect(needs.every(({ met }) => !met)).toBe(true);
    expect(needsOf(definition, able)).toEqual(needs.map(({ kind }) => ({ kind, met: true })));
  });

  it('needs nothing but itself and a sender for a welcome', () => {
    const kinds = (key: 'welcome' | 'invoice_reminder' | 'review_request') =>
      needsOf(gallery[key].definitions.quickbooks as Definition, bare).map(({ kind }) => kind);
    expect(kinds('welcome')).toEqual(['connection', 'email_sender', 'postal_address']);
    expect(kinds('invoice_reminder')).toEqual(['connection', 'email_sender', 'sms_sender', 'somebody_to_ask']);
    expect(kinds('review_request')).toEqual(['connection', 'email_sender', 'postal_address', 'review_link']);
  });

  it('sends no offers by text: they would need a consent in writing', () => {
    const offers = all.filter(([, , { purpose }]) => !['visit_reminder', 'invoice_reminder'].includes(purpose));
    expect(JSON.stringify(offers)).not.toContain('send_sms');
  });
});
