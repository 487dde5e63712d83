import { defineSearchAttributeKey, type SearchAttributePair, SearchAttributeType } from '@temporalio/common';

/** What a person can search by in the Temporal UI. Nothing of the product reads them back: rows are the truth. */
export const searchAttributeKeys = {
  organizationId: defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD),
  journeyId: defineSearchAttributeKey('JourneyId', SearchAttributeType.KEYWORD),
  customerId: defineSearchAttributeKey('CustomerId', SearchAttributeType.KEYWORD),
  provider: defineSearchAttributeKey('Provider', SearchAttributeType.KEYWORD),
  holdReason: defineSearchAttributeKey('HoldReason', SearchAttributeType.KEYWORD),
};

export type Searchable = Partial<Record<keyof typeof searchAttributeKeys, string | null>>;

/** The pairs of a start; what is null or missing is left out. */
export function searchAttributes(values: Searchable): SearchAttributePair[] {
  return Object.entries(searchAttributeKeys).flatMap(([name, key]) => {
    const value = values[name as keyof Searchable];
    return value ? [{ key, value }] : [];
  });
}
