import { type Condition, fieldsOf } from './conditions.ts';
import type { Definition, Step } from './definition.ts';
import { isAlwaysBefore, isMetInAll, placesAbove } from './first-text.ts';
import { asksForReview } from './link-check.ts';
import { isMessage } from './message-texts.ts';
import { error, type Problem, warning } from './publish-check-problem.ts';
import { type Place, places } from './tree.ts';

/**
 * Google Maps, fake engagement: merchants should not discourage negative reviews or selectively solicit positive ones
 * (support.google.com/contributionpolicy/answer/7400114). FTC, "Soliciting and Paying for Online Reviews": do not ask
 * only those who you think will leave positive ones; its order against Fashion Nova, 2022. Read November 2026.
 */
const rule =
  'Google forbids to ask only contented customers for reviews (Maps policy on fake engagement), and the FTC calls it deceptive (FTC Act, section 5; “Soliciting and Paying for Online Reviews”).';

const opinion = /rating|stars?\b|score|nps|satisf|feedback|sentiment|happy|review|mood|opinion/i;

/** Requests for a review that only those get who seem to be content. */
export function reviewProblems(definition: Definition): Problem[] {
  const all = places(definition);
  const asking = all.filter(({ step }) => isReviewRequest(step));
  const sifted =
    asking.length > 0 && definition.filter && asksForOpinion(definition.filter)
      ? [error('filter', 'review_gating', `Only some are asked for a review here, by what they think. ${rule}`)]
      : [];
  const gated = asking.flatMap((place) => {
    // Whoever was asked before, whatever they think, may be asked again by what came of it.
    if (isAlwaysBefore(definition, place.step.id, isReviewRequest)) return [];
    return gateOf(place, placesAbove(all, place));
  });
  return [...sifted, ...gated];
}

const isReviewRequest = (step: Step): boolean => isMessage(step) && asksForReview(step.body);

function gateOf(place: Place, above: readonly Place[]): Problem[] {
  const path = `${place.path}.body`;
  for (const { parent } of above) {
    if (!parent || isMetInAll(parent, isReviewRequest)) continue;
    if (parent.kind === 'ask_owner') {
      const message = `You are asked first, and some may never be asked for a review. Use it for whether the work is done, not for whether they are content. ${rule}`;
      return [warning(path, 'review_chosen', message)];
    }
    const sifts =
      parent.kind === 'wait_for' ||
      (parent.kind === 'branch' && parent.lanes.some(({ when }) => asksForOpinion(when) || asksForReaction(when)));
    if (sifts) {
      const message = `Only some customers get this request for a review, by how they answered or rated. Ask everybody in the same way: move it out of the lane. ${rule}`;
      return [error(path, 'review_gating', message)];
    }
  }
  return [];
}

const asksForOpinion = (condition: Condition): boolean => fieldsOf(condition).some((field) => opinion.test(field));

/** What they did with an earlier message, or which lane they took after it. */
function asksForReaction(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(asksForReaction);
  if ('any' in condition) return condition.any.some(asksForReaction);
  if ('not' in condition) return asksForReaction(condition.not);
  if ('was' in condition) return condition.was === 'clicked' || condition.was === 'replied';
  return 'took' in condition;
}
