/** One line of the doctor: what was looked at, how it is, and what to do when it is not well. */
export interface Finding {
  about: string;
  state: 'ok' | 'warn' | 'fail';
  text: string;
  todo?: string;
}

export const ok = (about: string, text: string): Finding => ({ about, state: 'ok', text });
export const warn = (about: string, text: string, todo: string): Finding => ({ about, state: 'warn', text, todo });
export const fail = (about: string, text: string, todo: string): Finding => ({ about, state: 'fail', text, todo });

/** The words of an error, without what it carries. */
export function words(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return words(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown error';
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message.split('\n')[0]}${cause}`;
}
