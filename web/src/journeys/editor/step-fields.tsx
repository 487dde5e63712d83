import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../../../journeys/definition.ts';
import { AskFields } from './ask-fields.tsx';
import { BranchFields } from './branch-fields.tsx';
import { EmailFields } from './email-fields.tsx';
import { MessageRules } from './message-rules.tsx';
import { SmsFields } from './sms-fields.tsx';
import { SplitFields } from './split-fields.tsx';
import { TrialButton } from './trial-button.tsx';
import { UntilFields } from './until-fields.tsx';
import { WaitForFields } from './wait-for-fields.tsx';
import { useWorkbench } from './workbench.ts';

type Props = { step: Exclude<Step, { kind: 'wait' }>; number: number; onChange: (step: Step) => void };

/** The form of one step, by its kind. */
export function StepFields({ step, number, onChange }: Props) {
  const { t } = useTranslation();
  const { journeyId, draft, fields, problems } = useWorkbench();
  switch (step.kind) {
    case 'send_email':
      return (
        <>
          <EmailFields step={step} fields={fields} problems={problems} onChange={onChange} />
          <MessageRules step={step} onChange={onChange} />
          <TrialButton journeyId={journeyId} draft={draft} stepId={step.id} number={number} />
        </>
      );
    case 'send_sms':
      return (
        <>
          <SmsFields step={step} fields={fields} problems={problems} onChange={onChange} />
          <MessageRules step={step} onChange={onChange} />
          <TrialButton journeyId={journeyId} draft={draft} stepId={step.id} number={number} />
        </>
      );
    case 'wait_until':
      return <UntilFields step={step} onChange={onChange} />;
    case 'wait_for':
      return <WaitForFields step={step} onChange={onChange} />;
    case 'branch':
      return <BranchFields step={step} onChange={onChange} />;
    case 'split':
      return <SplitFields step={step} onChange={onChange} />;
    case 'ask_owner':
      return <AskFields step={step} onChange={onChange} />;
    case 'exit':
      return (
        <Switch
          label={t('editor.exits.goal')}
          description={t('builder.exitHint')}
          checked={step.goal ?? false}
          onChange={(event) => onChange({ id: step.id, kind: 'exit', goal: event.currentTarget.checked })}
        />
      );
  }
}
