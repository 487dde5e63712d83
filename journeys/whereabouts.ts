import { regionOfNumber } from './area-codes.ts';
import { type Place, regionOf } from './regions.ts';
import { zonesOfArea, zonesOfPost } from './zones.ts';

/** In which zones an hour must be allowed, and by whose law and holidays; the recipient's own first. */
export type Whereabouts = { zones: readonly string[]; regions: readonly string[] };

/** The business, where a customer is taken to be when the address does not say it. */
export type HomePlace = Place & { zone: string; country: string };

const read = new Map<string, Whereabouts>();
const readAtMost = 20_000;

/**
 * Where somebody is: by the customer's address, else where the business is; and, for a text, also where the number's
 * area code is, since a number moves with its owner and an address in the books may be old.
 * @param number in E.164; null where no text is sent
 */
export function whereabouts(home: HomePlace, place: Place | null, number: string | null): Whereabouts {
  const code = number?.slice(0, 5);
  const key = [
    ...[home.zone, home.country, home.province, home.postalCode],
    ...[place?.country, place?.province, place?.postalCode, code],
  ].join('|');
  const before = read.get(key);
  if (before) return before;
  if (read.size >= readAtMost) read.clear();
  const found = readWhereabouts(home, place, number);
  read.set(key, found);
  return found;
}

function readWhereabouts(home: HomePlace, place: Place | null, number: string | null): Whereabouts {
  const told = place && regionOf(place, home.country);
  const zonesTold = told === null ? [] : zonesOfPost(told, place?.postalCode);
  const own = { zones: zonesTold.length > 0 ? zonesTold : [home.zone], region: told ?? homeRegion(home) };
  const found = number === null ? null : regionOfNumber(number);
  const zones = found ? zonesOfArea(found.region, found.code) : [];
  return {
    zones: [...new Set([...own.zones, ...zones])],
    regions: [...new Set([own.region, ...(found ? [found.region] : [])])],
  };
}

/** The region that the business itself is in. */
export const homeRegion = ({ country, province, postalCode }: HomePlace): string =>
  regionOf({ country, province, postalCode }, country) ?? country;
