import type { Definition } from './definition.ts';
import { conditionProblems } from './publish-check-conditions.ts';
import { hoursProblems } from './publish-check-hours.ts';
import { orderProblems } from './publish-check-order.ts';
import { error, type Problem, type PublishContext, warning } from './publish-check-problem.ts';
import { reviewProblems } from './publish-check-reviews.ts';
import { sendingProblems } from './publish-check-sending.ts';
import { textsProblems } from './publish-check-texts.ts';
import { exitProblems, waitProblems } from './publish-check-waits.ts';
import { reactionProblems } from './reaction-check.ts';
import { places } from './tree.ts';

export type { Problem, PublishContext } from './publish-check-problem.ts';

/** Everything that stands in the way of publishing a definition, and what its owner has to accept by its code. */
export function publishProblems(definition: Definition, context: PublishContext): Problem[] {
  return [
    ...triggerProblems(definition, context),
    ...orderProblems(definition),
    ...places(definition).flatMap(({ step, path }) => textsProblems(step, path, definition, context)),
    ...conditionProblems(definition, context),
    ...exitProblems(definition, context),
    ...waitProblems(definition, context),
    ...reactionProblems(definition, context),
    ...reviewProblems(definition),
    ...hoursProblems(definition, context),
    ...sendingProblems(definition, context),
  ];
}

function triggerProblems({ trigger }: Definition, { providers, connected }: PublishContext): Problem[] {
  if (!trigger) return [error('trigger', 'no_trigger', 'Choose what starts this journey.')];
  const provider = providers[trigger.provider];
  if (!provider?.triggers[trigger.type]) {
    return [error('trigger', 'unknown_trigger', 'What starts this journey is not available here. Choose another.')];
  }
  if (connected && !connected.includes(trigger.provider)) {
    const message = `Nobody starts until you connect ${provider.name} under Settings, Integrations.`;
    return [warning('trigger', 'not_connected', message)];
  }
  return [];
}
