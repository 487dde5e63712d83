import { runMessage } from './message.ts';
import type { StepRules } from './step.ts';

export const sendEmail: StepRules<'send_email'> = {
  activity: 'sendEmail',
  run: (input) => runMessage('email', input),
};
