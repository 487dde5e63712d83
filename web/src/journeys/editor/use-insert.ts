import { useRef } from 'react';

type Text = HTMLInputElement | HTMLTextAreaElement;

/** Puts words where the cursor was last in one of several fields, and leaves it after them. */
export function useInsert<Name extends string>(write: (name: Name, value: string) => void, standard: NoInfer<Name>) {
  const fields = useRef(new Map<Name, Text>());
  const last = useRef<Name>(standard);
  return {
    field: (name: Name) => ({
      ref: (element: Text | null) => {
        if (element) fields.current.set(name, element);
      },
      onFocus: () => {
        last.current = name;
      },
    }),
    insert: (words: string) => {
      const name = last.current;
      const element = fields.current.get(name);
      if (!element) return;
      const from = element.selectionStart ?? element.value.length;
      const to = element.selectionEnd ?? from;
      write(name, element.value.slice(0, from) + words + element.value.slice(to));
      requestAnimationFrame(() => {
        element.focus();
        element.setSelectionRange(from + words.length, from + words.length);
      });
    },
  };
}
