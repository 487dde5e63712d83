import type { Definition } from './definition.ts';
import { error, type OfferedTrigger, type Problem, type PublishContext } from './publish-check-problem.ts';
import { isReaction } from './reactions.ts';
import { places } from './tree.ts';

/** Every provider that tells of a kind of event calls it by the same name. */
const offered = (on: string, { providers }: PublishContext): OfferedTrigger[] =>
  Object.values(providers).flatMap(({ triggers }) => triggers[on] ?? []);

const startOf = ({ trigger }: Definition, { providers }: PublishContext): OfferedTrigger | null =>
  (trigger && providers[trigger.provider]?.triggers[trigger.type]) || null;

/** What no provider tells of, what started it, and what is never the same thing would end nobody. */
export function exitProblems(definition: Definition, context: PublishContext): Problem[] {
  const { trigger, exits } = definition;
  const started = startOf(definition, context);
  return exits.flatMap(({ on, about }, index) => {
    const path = `exits.${index}.on`;
    if (on === '') return [error(path, 'no_exit_trigger', 'Choose what ends the journey early, or remove the line.')];
    const known = offered(on, context);
    if (known.length === 0 && !isReaction(on)) {
      const message = 'What ends this journey early is not available here. Choose another or remove the line.';
      return [error(path, 'unknown_exit', message)];
    }
    if (exits.findIndex((other) => other.on === on && other.about === about) < index)
      return [error(path, 'exit_twice', 'This ending stands here twice. Remove one of the two lines.')];
    if (about === 'customer' || !started || isReaction(on)) return [];
    if (on === trigger?.type) {
      const message = 'What starts the journey cannot end it for the same one. Let another one of the customer end it.';
      return [error(path, 'exit_is_start', message)];
    }
    if (known.some(({ entity }) => entity === started.entity)) return [];
    const message = 'This is about something else than what starts the journey. Let any of the same customer end it.';
    return [error(path, 'exit_of_other_kind', message)];
  });
}

/** The same of waiting: it is always for what happens to the very thing that the journey started from. */
export function waitProblems(definition: Definition, context: PublishContext): Problem[] {
  const started = startOf(definition, context);
  return places(definition).flatMap(({ step, path }) => {
    if (step.kind !== 'wait_for' || isReaction(step.for)) return [];
    const at = `${path}.for`;
    if (step.for === '') return [error(at, 'no_wait_trigger', 'Choose what is waited for.')];
    const known = offered(step.for, context);
    if (known.length === 0) {
      return [error(at, 'unknown_wait', 'What is waited for is not available here. Choose another.')];
    }
    if (!started) return [];
    if (step.for === definition.trigger?.type) {
      return [error(at, 'waits_for_start', 'What starts the journey has happened already. Wait for something else.')];
    }
    if (known.some(({ entity }) => entity === started.entity)) return [];
    const message = `This never happens to the ${started.entity} that starts the journey. Wait for something about it.`;
    return [error(at, 'wait_of_other_kind', message)];
  });
}
