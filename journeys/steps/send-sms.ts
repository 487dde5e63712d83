import { runMessage } from './message.ts';
import type { StepRules } from './step.ts';

export const sendSms: StepRules<'send_sms'> = {
  activity: 'sendSms',
  run: (input) => runMessage('sms', input),
};
