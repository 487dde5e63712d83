import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

// What may stand around a number in a field that people type into; anything else is not a number.
const typed = /^[\d\s()+./\-\u2010-\u2015]+(?:(?:x|ext\.?|extension)\s*\d+)?$/i;
// Copied from an address book, a number comes wrapped in marks of writing direction.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g;

/**
 * A number in E.164, such as +12025550123; null when it is none.
 * @param region ISO 3166 code of the country that numbers without one belong to
 */
export function normalizePhone(raw: string, region: string): string | null {
  return parsed(raw, region)?.number ?? null;
}

/** Whether a text message is likely to arrive: a mobile number, or one of a country that does not tell them apart. */
export function mobileLikely(raw: string, region: string): boolean {
  const type = parsed(raw, region)?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

// One number is asked for several times, and again by the next sync.
const known = new Map<string, PhoneNumber | null>();
const knownAtMost = 20_000;
const longest = 200;

function parsed(raw: string, region: string): PhoneNumber | null {
  if (raw.length > longest) return null;
  const key = `${region} ${raw}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= knownAtMost) known.clear();
  const number = parse(raw, region);
  known.set(key, number);
  return number;
}

function parse(raw: string, region: string): PhoneNumber | null {
  const text = raw.replace(invisible, '').trim();
  if (text.length > 60 || !typed.test(text)) return null;
  const number = parsePhoneNumberFromString(text, { defaultCountry: country(region), extract: false });
  return number?.isValid() ? number : null;
}

function country(region: string): CountryCode | undefined {
  const code = region.toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
}
