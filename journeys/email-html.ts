/** A piece of a rendered text. What came out of a variable is not trusted: it never becomes a link. */
export type Piece = { text: string; trusted: boolean };

const link = /https?:\/\/[^\s<>"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const trailing = /[.,;:!?)\]]+$/;

/** The HTML of an email: paragraphs and line breaks of the text, everything escaped, web and mail addresses as links. */
export function emailHtml(body: Piece[], footer: string | null): string {
  const small =
    footer === null ? '' : `<div style="${footerStyle}">${paragraphs([{ text: footer, trusted: true }])}</div>`;
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>',
    `<body style="margin:0;padding:0;background:#ffffff"><div style="${bodyStyle}">`,
    `${paragraphs(body)}${small}</div></body></html>`,
  ].join('');
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const bodyStyle = `max-width:600px;margin:0 auto;padding:24px 16px;${font};font-size:16px;line-height:1.5;color:#1f2328`;
const footerStyle = 'margin-top:32px;padding-top:16px;border-top:1px solid #d8dee4;font-size:13px;color:#59636e';

function paragraphs(pieces: Piece[]): string {
  const inner = pieces.map((piece, index) => pieceHtml(piece, pieces[index + 1])).join('');
  return inner
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p style="margin:0 0 16px">${paragraph.trim().replaceAll('\n', '<br>')}</p>`)
    .join('');
}

function pieceHtml({ text, trusted }: Piece, next: Piece | undefined): string {
  if (!trusted) return escapeHtml(text);
  let html = '';
  let from = 0;
  for (const match of text.matchAll(link)) {
    const end = match.index + match[0].length;
    // An address that a variable completes is a different one: it stays text.
    if (end === text.length && next && /^\S/.test(next.text)) continue;
    const address = match[0].replace(trailing, '');
    html += escapeHtml(text.slice(from, match.index)) + linkHtml(address);
    from = match.index + address.length;
  }
  return html + escapeHtml(text.slice(from));
}

function linkHtml(address: string): string {
  const target = address.includes('://') ? address : `mailto:${address}`;
  if (!URL.canParse(target)) return escapeHtml(address);
  return `<a href="${escapeHtml(target)}">${escapeHtml(address)}</a>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe between tags and inside quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
