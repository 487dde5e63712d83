import { compose } from './compose.ts';
import type { Definition, StepOf } from './definition.ts';
import { commonFields } from './fields.ts';
import type { PublishContext } from './publish-check-problem.ts';
import { sampleFacts } from './samples.ts';
import { type Segments, segmentsOf } from './sms-text.ts';
import { untracked } from './templates.ts';

const nobody = {
  ...{ name: '', phone: null, websiteUrl: null, replyTo: null, logoUrl: null, brandColor: null },
  ...{ reviewUrl: null, bookingUrl: null, imageHosts: [], street1: null, city: null, province: null, postalCode: null },
};

/** As how many texts a message is billed when it is filled with samples; one where it cannot be written. */
export function sampleSegments(
  step: StepOf<'send_sms'>,
  definition: Definition,
  { providers }: Pick<PublishContext, 'providers'>,
): Segments {
  const { trigger } = definition;
  const own = trigger ? (providers[trigger.provider]?.triggers[trigger.type]?.fields ?? []) : [];
  const facts = sampleFacts([...commonFields, ...own]);
  const written = compose(step, definition, facts, nobody, { unsubscribeUrl: null, track: untracked });
  return segmentsOf(written.ok ? written.text : step.body);
}
