/** Twilio's own keywords; only the whole message counts, so "Stop please" is an ordinary reply. */
const keywords = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
} as const;

export type Consent = keyof typeof keywords;

/** The word on consent that a whole message is, in any case; null for an ordinary reply. */
export function consentOf(text: string): Consent | null {
  const word = text.trim().toUpperCase();
  for (const consent of ['stop', 'start', 'help'] as const)
    if (keywords[consent].some((keyword) => keyword === word)) return consent;
  return null;
}
