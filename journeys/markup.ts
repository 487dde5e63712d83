/** A piece of a rendered text. What came out of a variable is not trusted: it never becomes a link or a picture. */
export type Piece = { text: string; trusted: boolean };

export type Token =
  | { kind: 'text'; text: string }
  /** `label` null: the address as it stands in the text. */
  | { kind: 'link'; label: string | null; url: string }
  | { kind: 'mail'; address: string }
  | { kind: 'image'; alt: string; url: string };

// Every quantifier has an end or a beginning that no other match can have: the time stays in step with the length.
const marked =
  /!\[([^[\]\n]{0,300})\]\((https?:\/\/[^\s<>"'`()]{1,2000})\)|\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s<>"'`()]{1,2000})\)/;
const bare = /(https?:\/\/[^\s<>"'`]+)/;
const mail = /((?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)/;
const pattern = new RegExp([marked, bare, mail].map(({ source }) => source).join('|'), 'gi');
const trailing = '.,;:!?)]';

/** Finds web addresses, mail addresses, `[words](address)` and `![words](picture)` in what the business wrote. */
export function tokensOf(pieces: readonly Piece[]): Token[] {
  return pieces.flatMap((piece, index) =>
    piece.trusted ? tokensIn(piece.text, pieces[index + 1]) : [{ kind: 'text', text: piece.text } as const],
  );
}

function tokensIn(text: string, next: Piece | undefined): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [token, length] = tokenOf(match);
    // An address that a variable completes is a different one: it stays text.
    const completed = match.index + match[0].length === text.length && next && /^\S/.test(next.text);
    if (!token || (completed && !match[0].endsWith(')'))) continue;
    if (match.index > from) tokens.push({ kind: 'text', text: text.slice(from, match.index) });
    tokens.push(token);
    from = match.index + length;
  }
  if (from < text.length) tokens.push({ kind: 'text', text: text.slice(from) });
  return tokens;
}

function tokenOf([whole, alt, picture, label, labelled, bare, mail]: RegExpMatchArray): [Token | null, number] {
  if (picture !== undefined && alt !== undefined)
    return [valid(picture, { kind: 'image', alt, url: picture }), whole.length];
  if (labelled !== undefined && label !== undefined)
    return [valid(labelled, { kind: 'link', label, url: labelled }), whole.length];
  const address = withoutTrailing(bare ?? mail ?? '');
  const token: Token = bare === undefined ? { kind: 'mail', address } : { kind: 'link', label: null, url: address };
  return [bare === undefined ? token : valid(address, token), address.length];
}

/** A full stop after an address ends the sentence, not the address. */
function withoutTrailing(address: string): string {
  let end = address.length;
  while (end > 0 && trailing.includes(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

const valid = (url: string, token: Token): Token | null => (URL.canParse(url) ? token : null);

/** The same as plain text: a link's address after its words, a picture's words. */
export function plainText(tokens: readonly Token[], track: (url: string) => string): string {
  return tokens
    .map((token) => {
      if (token.kind === 'text') return token.text;
      if (token.kind === 'mail') return token.address;
      if (token.kind === 'image') return token.alt;
      return token.label === null ? track(token.url) : `${token.label}: ${track(token.url)}`;
    })
    .join('');
}

/** The tokens of each paragraph; an empty line parts them. */
export function paragraphsOf(tokens: readonly Token[]): Token[][] {
  const paragraphs: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      paragraphs.at(-1)?.push(token);
      continue;
    }
    for (const [index, text] of token.text.split(/\n{2,}/).entries()) {
      if (index > 0) paragraphs.push([]);
      if (text !== '') paragraphs.at(-1)?.push({ kind: 'text', text });
    }
  }
  return paragraphs.filter((tokens) => tokens.some((token) => token.kind !== 'text' || token.text.trim() !== ''));
}
