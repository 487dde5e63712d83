import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

const names = ['source', 'kind', 'reach', 'owns'] as const;
export type FilterName = (typeof names)[number];

/** What of the customers is shown: it stands in the address, so that Back and a link bring it again. */
export function useCustomerFilter() {
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [typed, setTyped] = useState(search);
  const write = (name: FilterName | 'search', value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const searchSoon = useDebouncedCallback((value: string) => write('search', value), 250);
  const chosen = Object.fromEntries(names.map((name) => [name, params.get(name)])) as Record<FilterName, string | null>;
  return {
    search,
    typed,
    chosen,
    query: { ...chosen, search: search || null },
    isNarrow: search !== '' || names.some((name) => chosen[name]),
    type: (value: string) => {
      setTyped(value);
      searchSoon(value.trim());
    },
    choose: write,
    clear: () => {
      setTyped('');
      setParams({}, { replace: true });
    },
  };
}

export type CustomerFilter = ReturnType<typeof useCustomerFilter>;
