// What JSON.stringify writes for a NUL and for half of a surrogate pair.
const unstorable = /\\u(?:0000|d[89a-f])/i;

/** PostgreSQL stores no NUL and no half of a surrogate pair. */
export function storableText(value: string): string {
  return Buffer.from(value.replaceAll('\0', ''), 'utf8').toString('utf8');
}

/** The same for every text inside a value that becomes JSON. */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value);
  return unstorable.test(json) ? cleaned(json) : value;
}

/** A value as JSON that PostgreSQL takes. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return unstorable.test(json) ? JSON.stringify(cleaned(json)) : json;
}

function cleaned(json: string) {
  return JSON.parse(json, (_key, part) => (typeof part === 'string' ? storableText(part) : part));
}
