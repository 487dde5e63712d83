import { Liquid, UndefinedVariableError } from 'liquidjs';
import { type Brand, emailHtml, type Footer } from './email-html.ts';
import { inert } from './inert.ts';
import { type Piece, plainText, tokensOf } from './markup.ts';

export type TemplateChannel = 'email' | 'sms';

/** Values as templates read them: `{ customer: { first_name: 'Ada' }, business: { … } }`. */
export type TemplateValues = { [name: string]: TemplateValue };
export type TemplateValue = string | number | boolean | null | undefined | TemplateValues;

/** What the owner has to mend (`error`) or may want to know (`note`). */
export type TemplateProblem = {
  code: 'syntax' | 'unknown_variable' | 'no_default';
  severity: 'error' | 'note';
  variable: string | null;
  message: string;
};

/** Why a message could not be written; `variable` names the value that was missing. */
export type CannotRender = {
  ok: false;
  code: 'cannot_render';
  reason: 'syntax' | 'missing' | 'not_a_text' | 'empty' | 'too_long';
  variable?: string;
};

export const templateLimits = { source: 50_000, depth: 20, subject: 300, text: { email: 200_000, sms: 1600 } } as const;

const tags = new Set(['if', 'unless', 'case', 'comment', 'raw', 'assign', '#']);
const filters = new Set(
  (
    'default upcase downcase capitalize strip lstrip rstrip squish truncate truncatewords replace replace_first remove ' +
    'remove_first append prepend split first last join size round ceil floor plus minus times divided_by ' +
    'abs at_least at_most date url_encode'
  ).split(' '),
);

// Around what comes out of a variable; no value and no template can hold them.
const [open, close] = ['\uE000', '\uE001'];

const engines: Record<TemplateChannel, Liquid> = { email: createEngine(), sms: createEngine() };

function createEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    // No template reaches another one or a file.
    templates: {},
    parseLimit: templateLimits.source,
    renderLimit: 1000,
    memoryLimit: 1_000_000,
    preserveTimezones: true,
    timezoneOffset: 0,
    outputEscape: (value) => `${open}${String(value)}${close}`,
  });
  const divide = engine.filters.divided_by;
  if (typeof divide === 'function') {
    engine.registerFilter('divided_by', function (value: unknown, by: unknown, ...more: unknown[]) {
      if (Number(by) === 0) throw new RangeError('a division by zero');
      return divide.call(this, value, by, ...more);
    });
  }
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.has(name)) delete engine.filters[name];
  return engine;
}

/** The variables that a template reads, such as `customer.first_name`; none where it cannot be read. */
export function variablesOf(source: string): string[] {
  try {
    return engines.sms.globalFullVariablesSync(engines.sms.parse(source));
  } catch {
    return [];
  }
}

/** What is wrong with a template before it is published; `knownFields` are flat, such as `job.title`. */
export function checkTemplate(source: string, channel: TemplateChannel, knownFields: string[]): TemplateProblem[] {
  try {
    if (isTooDeep(source)) throw new Error('there is more than 20 times a condition inside a condition');
    engines[channel].parse(source);
  } catch (error) {
    const message = `This text cannot be read: ${error instanceof Error ? error.message : 'unknown fault'}.`;
    return [{ code: 'syntax', severity: 'error', variable: null, message }];
  }
  const variables = variablesOf(source);
  const unknown = variables.filter((variable) => !knownFields.includes(variable));
  const filled = Object.fromEntries(variables.map((variable) => [variable, 'x']));
  const bare = variables.filter((variable) => {
    if (unknown.includes(variable)) return false;
    const rendered = render(channel, source, nestValues({ ...filled, [variable]: null }));
    return !rendered.ok && rendered.reason === 'missing';
  });
  return [
    ...unknown.map(
      (variable): TemplateProblem => ({
        code: 'unknown_variable',
        severity: 'error',
        variable,
        message: `There is no {{ ${variable} }} here.`,
      }),
    ),
    ...bare.map(
      (variable): TemplateProblem => ({
        code: 'no_default',
        severity: 'note',
        variable,
        message: `Who has no ${variable} gets no message; write {{ ${variable} | default: "…" }} to send it anyway.`,
      }),
    ),
  ];
}

/** One text with its values filled in; a value that is missing or empty needs a `default`, or nothing is written. */
export function render(
  channel: TemplateChannel,
  template: string,
  values: TemplateValues,
): { ok: true; text: string } | CannotRender {
  const written = write(channel, template, values);
  return written.ok ? { ok: true, text: written.pieces.map((piece) => piece.text).join('') } : written;
}

/** What comes from outside the template: how the business looks, and where its links lead. */
export type Surroundings = {
  footer: Footer | null;
  brand: Brand;
  /** The address that stands in the message for a link; the same address: it is not tracked. */
  track: (url: string) => string;
};

export const plainBrand: Brand = { name: '', logoUrl: null, brandColor: null, imageHosts: [] };
export const untracked = (url: string): string => url;

/** The email of a step: `body` is plain text with variables, `[words](address)` and `![words](picture)`. */
export function renderEmail(
  template: { subject: string; body: string },
  values: TemplateValues,
  { footer, brand, track }: Surroundings,
): { ok: true; subject: string; text: string; html: string } | CannotRender {
  const subject = render('email', template.subject, values);
  if (!subject.ok) return subject;
  const body = write('email', template.body, values);
  if (!body.ok) return body;
  const tokens = tokensOf(body.pieces);
  const text = plainText(tokens, track);
  const below = footer && { ...footer, tokens: tokensOf([{ text: footer.text, trusted: true }]) };
  return {
    ok: true,
    // A line break would end the header.
    subject: shortened(subject.text.replace(/\s+/g, ' ').trim()),
    text: footer === null ? text : `${text}\n\n--\n${footerText(footer)}`,
    html: emailHtml(tokens, below, brand, track),
  };
}

/** Mail programs show less of a subject than this. */
const shortened = (subject: string): string =>
  subject.length <= templateLimits.subject
    ? subject
    : `${subject.slice(0, templateLimits.subject - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

const footerText = ({ text, unsubscribeUrl }: Footer): string =>
  unsubscribeUrl === null ? text : `${text}\nUnsubscribe: ${unsubscribeUrl}`;

/** The text message of a step; a link's address follows its words. */
export function renderSms(
  body: string,
  values: TemplateValues,
  track: (url: string) => string = untracked,
): { ok: true; text: string } | CannotRender {
  const written = write('sms', body, values);
  if (!written.ok) return written;
  return { ok: true, text: plainText(tokensOf(written.pieces), track) };
}

/** Nested values from flat ones: `{ 'job.title': 'Lawn' }` becomes `{ job: { title: 'Lawn' } }`. */
export function nestValues(
  flat: Readonly<Record<string, string | number | boolean | null | undefined>>,
): TemplateValues {
  const nested: TemplateValues = Object.create(null);
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let level = nested;
    for (const name of names) {
      const next = level[name];
      if (typeof next === 'object' && next !== null) level = next;
      else level = level[name] = Object.create(null) as TemplateValues;
    }
    level[last] = value;
  }
  return nested;
}

function write(
  channel: TemplateChannel,
  template: string,
  values: TemplateValues,
): { ok: true; pieces: Piece[] } | CannotRender {
  const scope = cleaned(values);
  if (isTooDeep(template)) return cannot('syntax');
  const used = variablesOf(template);
  const long = used.find((variable) => lengthOf(lookUp(scope, variable)) > templateLimits.text[channel]);
  if (long !== undefined) return cannot('too_long', long);
  const whole = used.find((variable) => typeof lookUp(scope, variable) === 'object');
  if (whole !== undefined) return cannot('not_a_text', whole);
  let marked: string;
  try {
    marked = String(engines[channel].parseAndRenderSync(withoutMarks(template), scope));
  } catch (error) {
    const missing = missingVariable(error);
    if (missing === null) return cannot('syntax');
    // Where a whole group is missing, the engine names the group.
    return cannot('missing', variablesOf(template).find((name) => `${name}.`.startsWith(`${missing}.`)) ?? missing);
  }
  const pieces = piecesOf(marked.replace(/\r\n?/g, '\n').trim(), trustedIn(scope));
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  if (pieces.every((piece) => piece.text.trim() === '')) return cannot('empty');
  return length > templateLimits.text[channel] ? cannot('too_long') : { ok: true, pieces };
}

const lengthOf = (value: TemplateValue): number => (typeof value === 'string' ? value.length : 0);

/** Conditions in conditions cost time with every level, and nobody can read them. */
function isTooDeep(template: string): boolean {
  let depth = 0;
  for (const [, end] of template.matchAll(/\{%-?\s*(end)?(?:if|unless|case)\b/g)) {
    depth += end ? -1 : 1;
    if (depth > templateLimits.depth) return true;
  }
  return false;
}

const cannot = (reason: CannotRender['reason'], variable?: string): CannotRender => ({
  ok: false,
  code: 'cannot_render',
  reason,
  ...(variable === undefined ? {} : { variable }),
});

/** Without the values that are null or blank: the strict engine then refuses them, and `default` and `if` admit them. */
function cleaned(values: TemplateValues): TemplateValues {
  const clean: TemplateValues = Object.create(null);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'object') clean[name] = cleaned(value);
    else if (typeof value !== 'string') clean[name] = value;
    else {
      const text = withoutMarks(value).replace(directions, '').trim();
      if (text !== '') clean[name] = text;
    }
  }
  return clean;
}

/** Without the marks and without control characters other than line breaks and tabs. */
const withoutMarks = (text: string) => text.replace(/[\uE000\uE001]|(?![\n\r\t])\p{Cc}/gu, '');

// Marks that turn the order of letters around, far beyond the value that carries them, and halves of characters.
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/** The business's own words are as good as the owner's text: its web address becomes a link. */
function piecesOf(marked: string, own: Set<string>): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, part] of marked.split(/[\uE000\uE001]/).entries()) {
    if (part === '') continue;
    const trusted = index % 2 === 0 || own.has(part);
    const last = pieces.at(-1);
    if (last && trusted && last.trusted) last.text += part;
    else pieces.push({ text: trusted ? part : inert(part, own), trusted });
  }
  return pieces;
}

/** A link that the system of a paper has made is as good as one of the business; nobody else can write it. */
function trustedIn(scope: TemplateValues): Set<string> {
  const trusted = textsIn(scope.business);
  for (const [group, values] of Object.entries(scope)) {
    if (group === 'customer' || typeof values !== 'object' || values === null) continue;
    for (const [name, value] of Object.entries(values)) {
      if (/(^|_)link$/.test(name) && typeof value === 'string' && isAddress(value)) trusted.add(value);
    }
  }
  return trusted;
}

const isAddress = (text: string): boolean => /^https:\/\/[^\s<>"'`()]{1,2000}$/.test(text) && URL.canParse(text);

function textsIn(value: TemplateValue): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).filter((text) => typeof text === 'string'));
}

function lookUp(scope: TemplateValues, path: string): TemplateValue {
  let value: TemplateValue = scope;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = value[name];
  }
  return value;
}

function missingVariable(error: unknown): string | null {
  if (!UndefinedVariableError.is(error)) return null;
  return /^undefined variable: ([^,]+)/.exec(String(error.message))?.[1] ?? null;
}
