import { createContext, useContext } from 'react';
import type { AddedKind, Block } from '../blocks.ts';
import type { Spot } from './arrange.ts';

/** What can be done with steps; the same object as long as the editor is open, so that no card is drawn for it. */
export type Actions = {
  add(kind: AddedKind, spot: Spot): void;
  change(key: string, block: Block): void;
  /** One place up or down, into lanes and out of them. */
  move(key: string, by: -1 | 1): void;
  moveTo(key: string, spot: Spot): void;
  duplicate(key: string): void;
  remove(key: string): void;
  /** Asks at a button which kind of step is to come there. */
  offer(spot: Spot, button: HTMLElement): void;
};

const ActionsContext = createContext<Actions | null>(null);
export const ActionsProvider = ActionsContext.Provider;

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('A card stands outside of the editor');
  return actions;
}
