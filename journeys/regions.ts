/** Codes of states and provinces (ISO 3166-2 without the country) by name. */
const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: read(`AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
    DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas,
    KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi,
    MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York,
    NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island,
    SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
    WV West Virginia, WI Wisconsin, WY Wyoming, PR Puerto Rico, VI Virgin Islands, GU Guam, AS American Samoa,
    MP Northern Mariana Islands`),
  CA: read(`AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador,
    NL Newfoundland, NS Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island,
    QC Quebec, QC Québec, SK Saskatchewan, YT Yukon`),
  AU: read(`ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland,
    SA South Australia, TAS Tasmania, VIC Victoria, WA Western Australia`),
  GB: read('ENG England, NIR Northern Ireland, SCT Scotland, WLS Wales'),
};

/** By the first three digits of a ZIP code: from, to, state. */
const zips = `005 005 NY 006 007 PR 008 008 VI 009 009 PR 010 027 MA 028 029 RI 030 038 NH 039 049 ME 050 054 VT
  055 055 MA 056 059 VT 060 069 CT 070 089 NJ 100 149 NY 150 196 PA 197 199 DE 200 200 DC 201 201 VA 202 205 DC
  206 219 MD 220 246 VA 247 268 WV 270 289 NC 290 299 SC 300 319 GA 320 349 FL 350 369 AL 370 385 TN 386 397 MS
  398 399 GA 400 427 KY 430 459 OH 460 479 IN 480 499 MI 500 528 IA 530 549 WI 550 567 MN 569 569 DC 570 577 SD
  580 588 ND 590 599 MT 600 629 IL 630 658 MO 660 679 KS 680 693 NE 700 714 LA 716 729 AR 730 732 OK 733 733 TX
  734 749 OK 750 799 TX 800 816 CO 820 831 WY 832 838 ID 840 847 UT 850 865 AZ 870 884 NM 885 885 TX 889 898 NV
  900 961 CA 967 968 HI 969 969 GU 970 979 OR 980 994 WA 995 999 AK`
  .split(/\s+/)
  .flatMap((_, index, all) =>
    index % 3 === 0 ? [{ from: all[index], to: all[index + 1], state: all[index + 2] }] : [],
  );

/** By the first letter of a Canadian postal code. */
const letters: Readonly<Record<string, string>> = {
  ...{ A: 'NL', B: 'NS', C: 'PE', E: 'NB', G: 'QC', H: 'QC', J: 'QC', K: 'ON', L: 'ON', M: 'ON', N: 'ON', P: 'ON' },
  ...{ R: 'MB', S: 'SK', T: 'AB', V: 'BC', Y: 'YT' },
};

/** By the first digit of an Australian postcode. */
const digits: Readonly<Record<string, string>> = {
  ...{ 1: 'NSW', 2: 'NSW', 3: 'VIC', 4: 'QLD', 5: 'SA', 6: 'WA', 7: 'TAS', 8: 'VIC', 9: 'QLD', 0: 'NT' },
};

/** Postcode areas of the United Kingdom outside England and Wales. */
const scottish = /^(AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|TD|ZE)\d/;

const countries: Readonly<Record<string, string>> = {
  ...{ US: 'US', USA: 'US', 'UNITED STATES': 'US', 'UNITED STATES OF AMERICA': 'US', AMERICA: 'US' },
  ...{ CA: 'CA', CAN: 'CA', CANADA: 'CA', AU: 'AU', AUS: 'AU', AUSTRALIA: 'AU', IE: 'IE', IRL: 'IE', IRELAND: 'IE' },
  ...{ GB: 'GB', UK: 'GB', GBR: 'GB', 'UNITED KINGDOM': 'GB', 'GREAT BRITAIN': 'GB', ENGLAND: 'GB', SCOTLAND: 'GB' },
  ...{ WALES: 'GB', 'NORTHERN IRELAND': 'GB', NZ: 'NZ', NZL: 'NZ', 'NEW ZEALAND': 'NZ' },
};

/** A place as somebody wrote it into an address. */
export type Place = { country?: string | null; province?: string | null; postalCode?: string | null };

/**
 * The region that an address lies in: a country with its state or province where that is known (US-FL), else the
 * country alone (IE). Null: the address does not say.
 * @param country ISO 3166 code of the country that is meant where the address names none
 */
export function regionOf({ country: said, province, postalCode }: Place, country: string): string | null {
  const post = plain(postalCode).replace(/\s/g, '');
  const area = plain(province);
  if (!post && !area && !plain(said)) return null;
  const named = plain(said);
  const own = named ? (countries[named] ?? (named.length === 2 ? named : null)) : countryOf(area, post, country);
  if (own === null) return null;
  const part = codeIn(own, area) ?? partByPost(own, post);
  return part ? `${own}-${part}` : own;
}

/** A province or postal code of another country gives it away. */
function countryOf(area: string, post: string, usual: string): string {
  const fits = (country: string) => codeIn(country, area) !== null;
  if (area && !fits(usual)) return ['US', 'CA', 'AU'].find(fits) ?? usual;
  if (!area && /^[A-Z]\d[A-Z]/.test(post) && usual === 'US') return 'CA';
  if (!area && /^\d{5}(-\d{4})?$/.test(post) && usual === 'CA') return 'US';
  return usual;
}

function codeIn(country: string, area: string): string | null {
  const codes = named[country];
  if (!codes || !area) return null;
  return codes[area] ?? (Object.values(codes).includes(area) ? area : null);
}

function partByPost(country: string, post: string): string | null {
  if (!post) return null;
  if (country === 'US')
    return zips.find(({ from = '', to = '' }) => isBetween(post.slice(0, 3), from, to))?.state ?? null;
  if (country === 'CA') return letters[post.charAt(0)] ?? null;
  if (country === 'AU') return /^(26[01]|29[01])/.test(post) ? 'ACT' : (digits[post.charAt(0)] ?? null);
  if (country === 'GB') return scottish.test(post) ? 'SCT' : post.startsWith('BT') ? 'NIR' : null;
  return null;
}

const isBetween = (three: string, from: string, to: string): boolean =>
  /^\d{3}$/.test(three) && three >= from && three <= to;

const plain = (text: string | null | undefined): string => (text ?? '').trim().replaceAll('.', '').toUpperCase();

function read(list: string): Record<string, string> {
  const entries = list.split(',').map((entry) => {
    const [code = '', ...name] = entry.trim().split(/\s+/);
    return [name.join(' ').toUpperCase(), code] as const;
  });
  return Object.fromEntries(entries);
}
