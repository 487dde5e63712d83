import { describe, expect, it } from '@jest/globals';
import { IANAZone } from 'luxon';
import { regionOfNumber } from './area-codes.ts';
import { regionOf } from './regions.ts';
import { whereabouts } from './whereabouts.ts';
import { zonesOfArea, zonesOfPost, zonesOfRegion } from './zones.ts';

const home = { zone: 'America/Boise', country: 'US', province: 'ID', postalCode: '83702' };
const numbers = {
  manhattan: '+12122340123',
  denver: '+13032340123',
  berlin: '+4915112345678',
  panhandle: '+18502340123',
};

describe('the region of an address', () => {
  it('is read from a name, a code or the postal code', () => {
    const read = [
      { province: 'Maine' },
      { province: 'me' },
      { province: null, postalCode: '04101' },
      { province: 'N.Y.', country: 'United States' },
      { province: 'Québec', country: 'Canada' },
      { postalCode: 'K1A 0B1', country: 'CA' },
      { postalCode: '2600', country: 'Australia' },
      { postalCode: 'EH1 1AA', country: 'United Kingdom' },
      { country: 'Ireland' },
    ].map((place) => regionOf(place, 'US'));
    expect(read).toEqual(['US-ME', 'US-ME', 'US-ME', 'US-NY', 'CA-QC', 'CA-ON', 'AU-ACT', 'GB-SCT', 'IE']);
  });

  it('may lie in another country than the business, without a word of it', () => {
    expect(regionOf({ province: 'ON' }, 'US')).toBe('CA-ON');
    expect(regionOf({ postalCode: 'V6B 1A1' }, 'US')).toBe('CA-BC');
    expect(regionOf({ province: 'Washington' }, 'CA')).toBe('US-WA');
    expect(regionOf({ province: 'WA' }, 'AU')).toBe('AU-WA');
  });

  it('is not known where the address says nothing, or names an unknown country', () => {
    expect(regionOf({ province: ' ', postalCode: null }, 'US')).toBeNull();
    expect(regionOf({ country: 'Ruritania', province: 'ME' }, 'US')).toBeNull();
    expect(regionOf({ country: 'DE', postalCode: '10115' }, 'US')).toBe('DE');
  });
});

describe('where somebody is', () => {
  it('is where the address lies, else where the business is', () => {
    expect(whereabouts(home, { province: 'FL', postalCode: '33101' }, null)).toEqual({
      zones: ['America/New_York'],
      regions: ['US-FL'],
    });
    const nowhere = { zones: ['America/Boise'], regions: ['US-ID'] };
    expect([whereabouts(home, null, null), whereabouts(home, {}, null)]).toEqual([nowhere, nowhere]);
  });

  it('is every zone that a state may mean, unless the postal code tells', () => {
    const zonesAt = (province: string, postalCode: string | null) =>
      whereabouts(home, { province, postalCode }, null).zones;
    expect(zonesAt('FL', null)).toEqual(['America/New_York', 'America/Chicago']);
    expect(zonesAt('FL', '32501')).toEqual(['America/Chicago']);
    expect(zonesAt('TX', '79901')).toEqual(['America/Denver']);
    expect(zonesAt('ON', 'P9N 1A1')).toEqual(['America/Winnipeg', 'America/Toronto']);
    expect(zonesAt('TN', '99999')).toEqual(['America/Chicago', 'America/New_York']);
  });

  it('is for a text also where its area code is, by the law of both', () => {
    const place = { province: 'CA', postalCode: '94105' };
    expect(whereabouts(home, place, numbers.manhattan)).toEqual({
      zones: ['America/Los_Angeles', 'America/New_York'],
      regions: ['US-CA', 'US-NY'],
    });
    expect(whereabouts(home, null, numbers.denver)).toEqual({
      zones: ['America/Boise', 'America/Denver'],
      regions: ['US-ID', 'US-CO'],
    });
    expect(whereabouts(home, place, numbers.panhandle).zones).toEqual([
      'America/Los_Angeles',
      'America/New_York',
      'America/Chicago',
    ]);
  });

  it('is not told by a number of no one place', () => {
    expect(whereabouts(home, null, numbers.berlin)).toEqual(whereabouts(home, null, null));
    expect([regionOfNumber('+18002340123'), regionOfNumber('+61412345678'), regionOfNumber('911')]).toEqual([
      null,
      null,
      null,
    ]);
    // The exchange 555 is for films.
    expect(regionOfNumber('+12125550123')).toBeNull();
    expect(regionOfNumber('+447911123456')).toEqual({ region: 'GB', code: '' });
  });
});

describe('every zone of the tables', () => {
  it('is one that the platform knows', () => {
    const found = new Set<string>();
    for (let code = 200; code < 1000; code++) {
      const of = regionOfNumber(`+1${code}2340123`);
      if (of) for (const zone of [...zonesOfArea(of.region, of.code), ...zonesOfRegion(of.region)]) found.add(zone);
      const post = String(code);
      const region = regionOf({ postalCode: `${post}01` }, 'US');
      for (const zone of region ? zonesOfPost(region, `${post}01`) : []) found.add(zone);
    }
    expect(found.size).toBeGreaterThan(15);
    expect([...found].filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
  });

  it('is known of every state that a ZIP code or area code names', () => {
    const regions = new Set<string>();
    for (let three = 5; three < 1000; three++) {
      const region = regionOf({ postalCode: `${String(three).padStart(3, '0')}01` }, 'US');
      if (region && region !== 'US') regions.add(region);
    }
    for (let code = 200; code < 1000; code++) {
      const region = regionOfNumber(`+1${code}2340123`)?.region;
      if (region && region !== 'CA') regions.add(region);
    }
    expect(regions.size).toBeGreaterThan(60);
    expect([...regions].filter((region) => zonesOfRegion(region).length === 0)).toEqual([]);
  });
});
