import { createContext, useContext } from 'react';

/** What the cards of the flow show beside their own step. */
export type Flow = {
  /** The number of a block in the whole journey, by its key. */
  numbers: ReadonlyMap<string, number>;
  /** The worst that the publish check says about a block, by its key. */
  faults: ReadonlyMap<string, 'error' | 'warning'>;
  /** There is no room beside the flow: the form opens under its card. */
  isNarrow: boolean;
};

const FlowContext = createContext<Flow>({ numbers: new Map(), faults: new Map(), isNarrow: false });
export const FlowProvider = FlowContext.Provider;
export const useFlow = () => useContext(FlowContext);
