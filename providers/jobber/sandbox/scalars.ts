import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isEncodedId } from './ids.ts';

const invalidId = (value: unknown) =>
  new GraphQLError('Variable $id of type EncodedId! was provided invalid value', {
    extensions: { problems: [{ path: [], explanation: `'${String(value).slice(0, 40)}' is not a valid EncodedId` }] },
  });

export const encodedId = new GraphQLScalarType({
  name: 'EncodedId',
  parseValue(value) {
    if (typeof value !== 'string' || !isEncodedId(value)) throw invalidId(value);
    return value;
  },
});

export const dateTime = new GraphQLScalarType({
  name: 'ISO8601DateTime',
  serialize: (value) => (typeof value === 'number' ? `${new Date(value).toISOString().slice(0, 19)}Z` : value),
  parseValue: (value) => Date.parse(String(value)),
  parseLiteral: (node) => (node.kind === Kind.STRING ? Date.parse(node.value) : null),
});
