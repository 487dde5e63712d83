import type { Step, StepKind } from '../definition.ts';
import { askOwner } from './ask-owner.ts';
import { branch } from './branch.ts';
import { exit } from './exit.ts';
import { sendEmail } from './send-email.ts';
import { sendSms } from './send-sms.ts';
import { split } from './split.ts';
import type { ActivityName, StepInput, StepResult, StepRules } from './step.ts';
import { wait } from './wait.ts';
import { waitFor } from './wait-for.ts';
import { waitUntil } from './wait-until.ts';

/** The one list of step kinds. */
const steps = {
  send_email: sendEmail,
  send_sms: sendSms,
  wait,
  wait_until: waitUntil,
  wait_for: waitFor,
  branch,
  split,
  ask_owner: askOwner,
  exit,
} satisfies { [Kind in StepKind]: StepRules<Kind> };

/** Runs a step by the rules of its kind. */
export function runStep<Kind extends StepKind>(input: StepInput<Kind> & { step: { kind: Kind } }): StepResult {
  const rules: { [K in StepKind]: StepRules<K> } = steps;
  return rules[input.step.kind].run(input);
}

/** The activity that does a step when it is due. */
export const activityOf = (step: Step | null): ActivityName => (step ? steps[step.kind].activity : 'decide');
