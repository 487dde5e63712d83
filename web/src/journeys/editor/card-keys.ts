/** What a key asks for while a card has the focus; null: nothing of ours. */
export type CardKey =
  | { go: 'before' | 'behind' | 'first' | 'last' | 'out' | 'in' }
  | { move: -1 | 1 }
  | { act: 'add' | 'duplicate' | 'remove' };

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const plain: Record<string, CardKey> = {
  ArrowUp: { go: 'before' },
  ArrowDown: { go: 'behind' },
  Home: { go: 'first' },
  End: { go: 'last' },
  ArrowLeft: { go: 'out' },
  ArrowRight: { go: 'in' },
  a: { act: 'add' },
  d: { act: 'duplicate' },
  Delete: { act: 'remove' },
  Backspace: { act: 'remove' },
};

export function cardKey({ key, altKey, ctrlKey, metaKey, shiftKey }: Pressed): CardKey | null {
  if (altKey && !ctrlKey && !metaKey) {
    if (key === 'ArrowUp') return { move: -1 };
    return key === 'ArrowDown' ? { move: 1 } : null;
  }
  return ctrlKey || metaKey || altKey || shiftKey ? null : (plain[key] ?? null);
}
