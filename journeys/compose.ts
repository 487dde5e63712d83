import type { Definition, StepOf } from './definition.ts';
import type { Footer } from './email-html.ts';
import type { TemplateFacts } from './facts.ts';
import { type Business, postalLine } from './fields.ts';
import { isFirstText } from './first-text.ts';
import { inZone } from './local-dates.ts';
import { type Purpose, rulesOf } from './purposes.ts';
import { type CannotRender, nestValues, renderEmail, renderSms, templateLimits } from './templates.ts';

/** A message as it will leave, or the variable that keeps it from being written. */
export type Composed =
  | { ok: true; subject: string | null; text: string; html: string | null }
  | { ok: false; reason: string };

export const optOutLine = 'Reply STOP to opt out';

/** What a message gets from outside: `unsubscribeUrl` stands below marketing email, `track` says where a link leads. */
export type Outside = { unsubscribeUrl: string | null; track: (url: string) => string };

/** Writes the message of a step. */
export function compose(
  step: StepOf<'send_email'> | StepOf<'send_sms'>,
  definition: Definition,
  facts: TemplateFacts,
  business: Business,
  { unsubscribeUrl, track }: Outside,
): Composed {
  const values = nestValues(business.zone ? inZone(facts, business.zone) : facts);
  if (step.kind === 'send_email') {
    const email = renderEmail(step, values, {
      footer: footer(definition.purpose, business, unsubscribeUrl),
      brand: business,
      track,
    });
    return email.ok ? email : refused(email);
  }
  const sms = renderSms(step.body, values, track);
  if (!sms.ok) return refused(sms);
  const text = withOptOut(sms.text, definition, step.id);
  return text.length > templateLimits.text.sms
    ? { ok: false, reason: 'cannot_render' }
    : { ok: true, subject: null, text, html: null };
}

/** Whoever gets the first text of a journey is told how to end it. */
function withOptOut(text: string, definition: Definition, stepId: string): string {
  return !isFirstText(definition, stepId) || mentionsOptOut(text) ? text : `${text}\n${optOutLine}`;
}

/** True when a text says itself how to opt out. */
export const mentionsOptOut = (text: string): boolean => /\bSTOP\b/.test(text) || /\bopt[ -]?out\b/i.test(text);

/** Marketing mail names who it is from, with a postal address. */
function footer(purpose: Purpose, business: Business, unsubscribeUrl: string | null): Footer | null {
  if (rulesOf(purpose).class !== 'marketing') return null;
  return { text: [business.name, postalLine(business)].filter(Boolean).join('\n'), unsubscribeUrl };
}

const refused = ({ variable }: CannotRender): Composed => ({
  ok: false,
  reason: variable ? `cannot_render:${variable}` : 'cannot_render',
});
