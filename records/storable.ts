/** PostgreSQL stores no NUL and no half of a surrogate pair. */
export function storableText(value: string): string {
  return Buffer.from(value.replaceAll('\0', ''), 'utf8').toString('utf8');
}

/** The same for every text inside a value that becomes JSON. */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part) => (typeof part === 'string' ? storableText(part) : part));
}
