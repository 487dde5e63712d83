import { useMemo } from 'react';
import type { TriggerProvider } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { useTriggers } from '../../request/integrations.ts';

export type Field = TriggerProvider['triggers'][number]['fields'][number];

/** What can be inserted into a message that starts from this. */
export function useFields(trigger: Definition['trigger']): Field[] {
  const { data } = useTriggers();
  const provider = data?.items.find((each) => each.provider === trigger?.provider);
  const own = provider?.triggers.find((each) => each.type === trigger?.type)?.fields ?? [];
  return useMemo(() => inOrderOfUse(own, data?.commonFields ?? []), [own, data]);
}

const first = ['customer.first_name', 'customer.name', 'business.name'];

function inOrderOfUse(own: Field[], common: Field[]): Field[] {
  const often = common.filter(({ name }) => first.includes(name));
  return [...often, ...own, ...common.filter((field) => !often.includes(field))];
}
