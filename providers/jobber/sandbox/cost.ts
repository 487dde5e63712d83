import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

type Variables = Record<string, unknown>;
const free = new Set(['edges', 'nodes', 'node']);
const pageIfUnsaid = 100;

function pageSize(field: FieldNode, variables: Variables): number {
  for (const name of ['first', 'last']) {
    const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind === Kind.VARIABLE && typeof variables[value.name.value] === 'number') {
      return variables[value.name.value] as number;
    }
  }
  return pageIfUnsaid;
}

/** A field whose `@include` says no: it is neither resolved nor charged. */
export const isLeftOut = (field: FieldNode, variables: Variables) =>
  (field.directives ?? []).some((directive) => {
    const condition = directive.arguments?.[0]?.value;
    return (
      directive.name.value === 'include' &&
      condition?.kind === Kind.VARIABLE &&
      variables[condition.name.value] === false
    );
  });

/**
 * The vendor's rule: each field 1; edges, nodes and node 0; a connection multiplies what it selects per node by its
 * page. With `data` the page is what was really returned.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Variables, data?: unknown): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }

  function ofSelections(set: SelectionSetNode, type: GraphQLOutputType, page: number, value: unknown): number {
    const named = getNamedType(type);
    if (!isObjectType(named)) return 0;
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) sum += ofSelections(fragment.selectionSet, named, page, value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum += ofSelections(selection.selectionSet, named, page, value);
      } else {
        sum += ofField(selection, named.getFields()[selection.name.value]?.type, page, value);
      }
    }
    return sum;
  }

  function ofField(field: FieldNode, type: GraphQLOutputType | undefined, page: number, parent: unknown): number {
    if (isLeftOut(field, variables)) return 0;
    const name = field.name.value;
    const value = (parent as Record<string, unknown> | undefined)?.[field.alias?.value ?? name];
    const own = free.has(name) ? 0 : 1;
    const { selectionSet } = field;
    if (!selectionSet || !type) return own;
    if (getNamedType(type).name.endsWith('Connection')) {
      return own + ofSelections(selectionSet, type, pageSize(field, variables), value);
    }
    if (name === 'nodes' || name === 'edges') {
      if (data === undefined) return page * ofSelections(selectionSet, type, page, undefined);
      const rows: unknown[] = Array.isArray(value) ? value : [];
      return rows.reduce((sum: number, row) => sum + ofSelections(selectionSet, type, page, row), 0);
    }
    return own + ofSelections(selectionSet, type, page, Array.isArray(value) ? value[0] : value);
  }

  let sum = 0;
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(node.operation);
    if (root) sum += ofSelections(node.selectionSet, root, pageIfUnsaid, data);
  }
  return sum;
}

/** Limit B: a leaky bucket of points per app and account. */
export function createBucket(multiplier: number, clock: () => number) {
  const maximum = 10_000 * multiplier;
  const restoreRate = 500 * multiplier;
  let level = maximum;
  let at = clock();
  const available = () => {
    const now = clock();
    // A clock that was set back restores nothing.
    level = Math.min(maximum, level + (Math.max(0, now - at) / 1000) * restoreRate);
    at = now;
    return Math.floor(level);
  };
  return {
    maximum,
    available,
    take(points: number) {
      available();
      level -= points;
    },
    status: (currentlyAvailable = available()) => ({ maximumAvailable: maximum, currentlyAvailable, restoreRate }),
  };
}

/** Limit A: 2,500 requests in five minutes. */
export function createRequestLimit(multiplier: number, clock: () => number) {
  const most = 2500 * multiplier;
  let window = { since: clock(), count: 0 };
  return () => {
    if (clock() - window.since >= 300_000) window = { since: clock(), count: 0 };
    window.count += 1;
    return window.count <= most;
  };
}
