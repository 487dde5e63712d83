import { type FieldNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
const free = new Set(['edges', 'nodes', 'node']);

const argument = (field: FieldNode, name: string, variables: Variables): unknown => {
  const value = field.arguments?.find((one) => one.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  return value?.kind === Kind.INT ? Number(value.value) : undefined;
};

const isLeftOut = (field: FieldNode, variables: Variables) =>
  field.directives?.some((directive) => {
    const given = directive.arguments?.[0]?.value;
    return directive.name.value === 'include' && given?.kind === Kind.VARIABLE && variables[given.name.value] === false;
  }) ?? false;

/**
 * What the vendor will charge a document at most: each field 1; edges, nodes and node 0; a connection multiplies what
 * it selects per node by its page. Every connection of ours says `first`. [D api_rate_limits]
 */
export function pointsOf(document: string, variables: object): number {
  const given = variables as Variables;
  const { definitions } = parse(document, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of definitions) if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);

  const ofSelections = (set: SelectionSetNode | undefined, page: number): number =>
    (set?.selections ?? []).reduce((sum, part) => {
      if (part.kind === Kind.FIELD) return sum + ofField(part, page);
      const inner = part.kind === Kind.FRAGMENT_SPREAD ? fragments.get(part.name.value) : part;
      return sum + ofSelections(inner?.selectionSet, page);
    }, 0);

  function ofField(field: FieldNode, page: number): number {
    if (isLeftOut(field, given)) return 0;
    const name = field.name.value;
    if (name === 'nodes' || name === 'edges') return page * ofSelections(field.selectionSet, 1);
    const first = argument(field, 'first', given);
    return (free.has(name) ? 0 : 1) + ofSelections(field.selectionSet, typeof first === 'number' ? first : 1);
  }

  return definitions.reduce(
    (sum, part) => (part.kind === Kind.OPERATION_DEFINITION ? sum + ofSelections(part.selectionSet, 1) : sum),
    0,
  );
}
