import type { Span } from './clock.ts';

/** When the law of one place allows texts that offer something, by the clock there. */
type LegalHours = {
  weekdays: Span;
  saturday: Span | null;
  sunday: Span | null;
  /** False: none on public holidays. */
  holidays: boolean;
  source: string;
};

const hour = 60;
const span = (begin: number, end: number): Span => [begin * hour, end * hour];

const daily = (hours: Span, source: string): LegalHours => ({
  ...{ weekdays: hours, saturday: hours, sunday: hours, holidays: true },
  source,
});
const notOnSundays = (hours: Span, holidays: boolean, source: string): LegalHours => ({
  ...daily(hours, source),
  ...{ sunday: null, holidays },
});

/**
 * Hours in which the law lets a business call or text people to sell, by country, and by state where that is stricter.
 * Most exempt somebody's own customers in some way; here nobody is. Compiled in November 2026, mostly from secondary
 * sources (blog.clickpointsoftware.com/telemarketing-calling-hours-by-state, dropcowboy.com/state-compliance,
 * dnc.com/holiday-alerts); the statutes named were read in part only, and no lawyer has read this table.
 * The other countries have no hours for texts.
 */
export const legalHours: Readonly<Record<string, LegalHours>> = {
  US: daily(span(8, 21), '47 CFR § 64.1200(c)(1); 16 CFR § 310.4(c)'),
  'US-AL': notOnSundays(span(8, 20), false, 'Ala. Public Service Commission, Telephone Rule T-16; Ala. Code § 1-3-8'),
  'US-CT': daily(span(9, 20), 'Conn. Gen. Stat. § 42-288a, as amended by Public Act 23-98'),
  'US-FL': daily(span(8, 20), 'Fla. Stat. § 501.616(6)(a)'),
  'US-KY': daily(span(10, 21), 'Ky. Rev. Stat. § 367.46955'),
  'US-LA': notOnSundays(span(8, 20), false, 'La. Public Service Commission, General Order R-29617 § V(A)(2)'),
  'US-MA': daily(span(8, 20), 'Mass. Gen. Laws ch. 159C § 3; 201 CMR 12.00'),
  'US-MD': daily(span(8, 20), 'Md. Code, Com. Law § 14-4502'),
  'US-MI': daily(span(9, 21), 'Mich. Comp. Laws § 445.111 et seq.'),
  'US-MN': daily(span(9, 21), 'Minn. Stat. § 325E.30'),
  'US-MS': notOnSundays(span(8, 20), true, 'Miss. Code § 77-3-603(a), § 77-3-723'),
  'US-NM': daily(span(9, 21), 'N.M. Stat. § 57-12-22'),
  'US-NV': daily(span(9, 20), 'Nev. Rev. Stat. ch. 599B'),
  'US-OK': daily(span(8, 20), 'Okla. Stat. tit. 15 § 775C.4'),
  'US-OR': daily(span(8, 20), 'Or. Rev. Stat. § 646.569, as amended by HB 3865 (2025)'),
  'US-PA': { ...daily(span(8, 21), '73 Pa. Stat. § 2245(a)(10), as amended by Act 73 of 2019'), holidays: false },
  'US-RI': {
    ...notOnSundays(span(9, 18), false, 'R.I. Gen. Laws § 5-61-2(9), § 5-61-3.6'),
    saturday: span(10, 17),
  },
  'US-SD': notOnSundays(span(9, 21), true, 'S.D. Codified Laws § 37-30-28'),
  'US-TX': { ...daily(span(9, 21), 'Tex. Bus. & Com. Code § 301.051(b)'), sunday: span(12, 21) },
  'US-UT': notOnSundays(span(8, 21), false, 'Utah Code § 13-25a-103(3)'),
  'US-WA': daily(span(8, 20), 'Wash. Rev. Code § 19.158.040(2)'),
  'US-WY': daily(span(8, 20), 'Wyo. Stat. § 6-6-104'),
  CA: {
    ...daily(span(10, 18), 'CRTC Unsolicited Telecommunications Rules, part III, s. 23; Telecom Decision 2007-48'),
    weekdays: [9 * hour, 21 * hour + 30],
  },
};

/** The hours of a region, else of its country, and whose they are; null: there are none. */
export function legalHoursOf(region: string): (LegalHours & { place: string }) | null {
  const place = [region, region.slice(0, 2)].find((known) => Object.hasOwn(legalHours, known));
  const found = place === undefined ? undefined : legalHours[place];
  return found && place !== undefined ? { ...found, place } : null;
}
