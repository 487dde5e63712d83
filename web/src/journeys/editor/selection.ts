import { createContext, useContext, useSyncExternalStore } from 'react';

/** What can be opened in the editor beside the steps: the parts around them. */
export const parts = [':start', ':who', ':exits', ':rules'] as const;
export type Part = (typeof parts)[number];
/** A part, or a block by its key: no key has a colon. */
export type Item = string;

export const partOf = (item: Item): Part | null => parts.find((part) => part === item) ?? null;

/** Where its card is in the page. */
export const cardId = (item: Item): string => `card-${item.replace(':', '-')}`;

export const focusCard = (item: Item): void =>
  void requestAnimationFrame(() => document.getElementById(cardId(item))?.focus());

const restMs = 140;

/** What is chosen in the flow, what the form is open for, and which of its fields is wanted next. */
type Chosen = { item: Item | null; open: Item | null; wanted: readonly string[] | null };

/**
 * Outside of React's state: moving through a hundred steps draws the two cards that it is about, and the form once
 * somebody stays.
 */
export class Selection {
  now: Chosen;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(first: Item | null) {
    this.now = { item: first, open: first, wanted: null };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens its form as well. */
  choose(item: Item | null): void {
    this.set({ item, open: item, wanted: null });
  }

  /** Opens its form once the choice rests there. */
  pass(item: Item): void {
    this.set({ ...this.now, item, wanted: null });
    this.timer = setTimeout(() => this.choose(item), restMs);
  }

  /** Opens its form and goes on in one of its fields, the first of these ids that is there; none: its first field. */
  enter(item: Item, fields: readonly string[] = []): void {
    this.set({ item, open: item, wanted: fields });
  }

  /** The fields that are wanted, once. */
  take(): readonly string[] | null {
    const { wanted } = this.now;
    this.now = { ...this.now, wanted: null };
    return wanted;
  }

  private set(next: Chosen): void {
    clearTimeout(this.timer);
    this.now = next;
    for (const listener of this.listeners) listener();
  }
}

const SelectionContext = createContext<Selection | null>(null);
export const SelectionProvider = SelectionContext.Provider;

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('A card stands outside of the editor');
  return selection;
}

/** A piece of what is chosen; drawn again only when that piece is another. */
export function useChosen<Piece>(piece: (now: Chosen) => Piece): Piece {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, () => piece(selection.now));
}
