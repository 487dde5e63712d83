import { type FieldNode, Kind, parse, print, type SelectionSetNode, visit } from 'graphql';
import type { GraphqlError } from './refusals.ts';

export const isAbsentField = ({ message }: Pick<GraphqlError, 'message'>) =>
  /doesn't exist on type|Cannot query field/i.test(message);

/**
 * Older API versions lack newer fields: the document without those the server does not know. Null for other errors,
 * and where nothing would be left to ask.
 */
export function withoutAbsentFields(document: string, errors: readonly GraphqlError[]): string | null {
  if (errors.length === 0 || !errors.every(isAbsentField)) return null;
  const places = new Set(errors.flatMap(({ locations }) => locations.map(({ line, column }) => `${line}:${column}`)));
  let dropped = 0;
  const isEmpty = (set: SelectionSetNode | undefined) => set?.selections.length === 0;
  const shorter = visit(parse(document), {
    [Kind.FIELD]: {
      enter(field: FieldNode) {
        const start = field.loc?.startToken;
        if (!start || !places.has(`${start.line}:${start.column}`)) return undefined;
        dropped += 1;
        return null;
      },
      leave: (field: FieldNode) => (isEmpty(field.selectionSet) ? null : undefined),
    },
  });
  const asksNothing = shorter.definitions.some(
    (part) => part.kind === Kind.OPERATION_DEFINITION && isEmpty(part.selectionSet),
  );
  return dropped > 0 && !asksNothing ? print(shorter) : null;
}
