import type { Block } from '../blocks.ts';
import { StepFields } from './step-fields.tsx';
import { WhenFields } from './when-fields.tsx';
import { useWorkbench } from './workbench.ts';

type Props = { block: Block; number: number; onChange: (block: Block) => void };

/** A step with the wait before it. */
export function BlockForm({ block, number, onChange }: Props) {
  const { draft, problems } = useWorkbench();
  const { step, wait } = block;
  const isWait = step?.kind === 'wait_for' || step?.kind === 'wait_until';
  return (
    <>
      {isWait && !wait ? null : (
        <WhenFields
          block={block}
          first={number === 1}
          steps={draft.steps}
          problem={wait ? problems.at(wait.id, 'amount') : null}
          onChange={onChange}
        />
      )}
      {step ? (
        <StepFields
          step={step}
          number={number}
          onChange={(next) => (next.kind === 'wait' ? undefined : onChange({ ...block, step: next }))}
        />
      ) : null}
    </>
  );
}
