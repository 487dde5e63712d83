import { inkOn, isColor, readableOn, usualColor } from './brand-color.ts';
import { layout } from './generated/layout.ts';
import { paragraphsOf, type Token } from './markup.ts';

/** How the business looks in an email. */
export type Brand = {
  name: string;
  logoUrl: string | null;
  brandColor: string | null;
  /** Hosts that pictures in the text may come from. */
  imageHosts: readonly string[];
};

/** What stands below the text: plain lines, and where to unsubscribe. */
export type Footer = { text: string; unsubscribeUrl: string | null };

type Look = { accent: string; ink: string; link: string; hosts: readonly string[]; track: (url: string) => string };

/** The HTML of an email in the layout of journeys/layout.mjml: every text escaped, links and pictures from tokens only. */
export function emailHtml(
  body: readonly Token[],
  footer: { tokens: readonly Token[]; unsubscribeUrl: string | null } | null,
  brand: Brand,
  track: (url: string) => string,
): string {
  const accent = brand.brandColor && isColor(brand.brandColor) ? brand.brandColor : usualColor;
  const look = { accent, ink: inkOn(accent), link: readableOn(accent, '#ffffff'), hosts: brand.imageHosts, track };
  const below = { ...look, link: readableOn(accent, '#f3f5f6'), track: (url: string) => url };
  const slots: Record<string, string> = {
    title: escapeHtml(brand.name),
    accent,
    linkDark: readableOn(accent, '#1e2226'),
    header: header(brand),
    body: paragraphs(body, look),
    footer: footer ? paragraphs(footer.tokens, below) + unsubscribe(footer.unsubscribeUrl, below) : '',
  };
  const frame = footer ? layout : layout.replace(/<!-- footer begins -->[\s\S]*<!-- footer ends -->/, '');
  return frame.replace(/@@(\w+)@@/g, (_, slot: string) => slots[slot] ?? '');
}

/** The same email as a mail program in that theme shows it, whatever the theme of the page around it. */
export const inTheme = (html: string, theme: 'light' | 'dark'): string =>
  html
    .replaceAll('@media (prefers-color-scheme: dark)', theme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${theme}`);

/** True when a picture may be loaded from there. */
export const isAllowedImage = (url: string, hosts: readonly string[]): boolean =>
  isSecure(url) && hosts.includes(new URL(url).hostname);

const isSecure = (url: string) => URL.canParse(url) && new URL(url).protocol === 'https:';

function header({ name, logoUrl }: Brand): string {
  if (!logoUrl || !isSecure(logoUrl)) return escapeHtml(name);
  const style = 'display:inline-block;max-width:200px;max-height:72px;background:#ffffff;border-radius:6px';
  return `<img src="${escapeHtml(logoUrl)}" alt="${escapeHtml(name)}" style="${style}">`;
}

function unsubscribe(url: string | null, look: Look): string {
  return url === null ? '' : `<p style="margin:0">${anchor(url, 'Unsubscribe or choose what you get', look)}</p>`;
}

function paragraphs(tokens: readonly Token[], look: Look): string {
  return paragraphsOf(tokens)
    .map((paragraph) => {
      const only = paragraph.filter((token) => token.kind !== 'text' || token.text.trim() !== '');
      const inner =
        only.length === 1 && only[0]?.kind === 'link' && only[0].label !== null
          ? button(only[0].url, only[0].label, look)
          : paragraph.map((token) => tokenHtml(token, look)).join('');
      return `<p style="margin:0 0 16px">${inner.trim().replaceAll('\n', '<br>')}</p>`;
    })
    .join('');
}

function tokenHtml(token: Token, look: Look): string {
  switch (token.kind) {
    case 'text':
      return escapeHtml(token.text);
    case 'mail':
      return anchor(`mailto:${token.address}`, token.address, look);
    case 'link':
      return anchor(look.track(token.url), token.label ?? shown(token.url, look), look);
    case 'image':
      return isAllowedImage(token.url, look.hosts) ? picture(token.url, token.alt) : escapeHtml(token.alt);
  }
}

/** Words that name another address than the one behind them look like fraud to mail programs. */
const shown = (url: string, { track }: Look): string =>
  track(url) === url ? url : url.replace(/^https?:\/\/(www\.)?/, '');

const anchor = (url: string, words: string, { link }: Look): string =>
  `<a href="${escapeHtml(url)}" style="color:${link}">${escapeHtml(words)}</a>`;

function button(url: string, words: string, { accent, ink, track }: Look): string {
  const style = `display:inline-block;padding:12px 20px;border-radius:6px;background:${accent};color:${ink};font-weight:600;text-decoration:none`;
  return `<a class="button" href="${escapeHtml(track(url))}" style="${style}">${escapeHtml(words)}</a>`;
}

const picture = (url: string, alt: string): string =>
  `<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" style="max-width:100%;height:auto">`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe between tags and inside quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
