import { createContext, useContext } from 'react';
import type { Definition } from '../../../../journeys/definition.ts';
import type { Problems } from './problems.ts';
import type { Field } from './use-fields.ts';

/** What every form of the editor may ask for. */
export type Workbench = {
  journeyId: string;
  draft: Definition;
  fields: Field[];
  problems: Problems;
  /** The number of a block in the whole journey, by its key. */
  numbers: ReadonlyMap<string, number>;
  change(draft: Definition): void;
};

const WorkbenchContext = createContext<Workbench | null>(null);
export const WorkbenchProvider = WorkbenchContext.Provider;

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A form stands outside of the editor');
  return workbench;
}
