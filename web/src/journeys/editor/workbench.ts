import { type ComponentType, createContext, useContext } from 'react';
import type { Definition, Step } from '../../../../journeys/definition.ts';
import type { Problems } from './problems.ts';
import type { Field } from './use-fields.ts';

export type LaneProps = {
  /** Its name; null: the journey itself. */
  name: string | null;
  steps: Step[];
  onChange: (steps: Step[]) => void;
};

/** What every step of the editor may ask for, however deep it stands. */
export type Workbench = {
  journeyId: string;
  draft: Definition;
  fields: Field[];
  problems: Problems;
  /** The number of a block in the whole journey, by its key. */
  numbers: ReadonlyMap<string, number>;
  /** Something was taken out: says so, with a way back. */
  onRemoved(number: number): void;
  /** A list of steps, for those that hold some. */
  Lane: ComponentType<LaneProps>;
};

const WorkbenchContext = createContext<Workbench | null>(null);
export const WorkbenchProvider = WorkbenchContext.Provider;

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A step stands outside of the editor');
  return workbench;
}
