import type { TemplateFacts } from './facts.ts';
import type { TemplateField } from './fields.ts';

/** Values to try a text with: the sample of every field, as its type is in a real event. */
export const sampleFacts = (fields: readonly TemplateField[]): TemplateFacts =>
  Object.fromEntries(fields.map(({ name, type, sample }) => [name, typed(type, sample)]));

function typed(type: TemplateField['type'], sample: string): string | number | boolean {
  if (type === 'boolean') return sample === 'true';
  const number = type === 'number' ? Number(sample) : Number.NaN;
  return Number.isFinite(number) ? number : sample;
}
