import type { Response } from 'express';
import { inkOn, isColor, usualColor } from '../../journeys/brand-color.ts';
import { escapeHtml } from '../../journeys/email-html.ts';

/** Text that is markup already; everything else is escaped where it is put in. */
export type Markup = { markup: string };

/** Markup with values in it: a value is escaped unless it is markup itself; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: (string | Markup | null | readonly Markup[])[]): Markup {
  const put = (value: (typeof values)[number] | undefined): string => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'string') return escapeHtml(value);
    return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  };
  return { markup: parts.map((part, index) => part + put(values[index])).join('') };
}

export type PublicPage = {
  title: string;
  /** Whose page it is; null where that must not be told. */
  business: { name: string; color: string | null } | null;
  main: Markup;
};

/** A page for somebody without an account: no script, nothing from elsewhere, kept by nobody, led to by no search. */
export function sendPage(response: Response, status: number, { title, business, main }: PublicPage): void {
  const color = business?.color && isColor(business.color) ? business.color : usualColor;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${title}</title>
<style>:root{--brand:${{ markup: color }};--on-brand:${{ markup: inkOn(color) }}}${{ markup: style }}</style></head>
<body><main><p class="business">${business?.name ?? ''}</p>${main}</main></body></html>`;
  response
    .status(status)
    .set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    .type('html')
    .send(page.markup);
}

const style = `
:root{--paper:#faf9f6;--card:#fff;--ink:#1f2328;--quiet:#57606a;--line:#8b949e}
@media (prefers-color-scheme:dark){:root{--paper:#16191c;--card:#1f2429;--ink:#eceff1;--quiet:#b0b8bf;--line:#7d868e}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:34rem;margin:0 auto;padding:2rem 1rem 4rem}
.business{margin:0 0 .25rem;font-weight:600;border-top:4px solid var(--brand);padding-top:1rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.1rem;margin:0 0 .75rem}
p{margin:0 0 1rem}.quiet{color:var(--quiet)}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.25rem;margin:1.25rem 0}
fieldset{border:0;margin:0 0 1.25rem;padding:0}legend{padding:0;font-weight:600;margin-bottom:.5rem}
label{display:flex;gap:.75rem;align-items:flex-start;padding:.55rem 0;cursor:pointer}
label span span{display:block;color:var(--quiet);font-size:.93rem}
input{width:1.35rem;height:1.35rem;margin:.15rem 0 0;flex:none;accent-color:var(--brand)}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border-radius:8px;cursor:pointer}
button.main{background:var(--brand);color:var(--on-brand);border:1px solid var(--line)}
button.other{background:transparent;color:var(--ink);border:1px solid var(--line)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.done{border-left:6px solid var(--brand)}`;
