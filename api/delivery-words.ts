const words: Record<string, string> = {
  received: 'Arrived, to be processed in a moment.',
  taken: 'Being processed.',
  processed: 'Processed.',
  unreadable: 'It was signed, but could not be read. It is kept; nothing has to be done unless it happens again.',
  unknown_account:
    'It is of an account that nobody here has connected. It is kept and processed once that is connected.',
  not_needed: 'Nothing depends on this kind of notice.',
};

/** What became of a webhook, in a sentence. */
export const deliveryWords = (status: string): string => words[status] ?? status;
