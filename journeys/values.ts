import type { Values } from './conditions.ts';
import type { TemplateFacts } from './facts.ts';
import { type Business, type Person, templateFacts } from './fields.ts';
import type { CustomerPast } from './past.ts';

/** A customer as conditions see it. */
export type PersonWithPlace = Person & {
  isCompany: boolean;
  isLead: boolean;
  source: string;
  city?: string | null;
  province?: string | null;
  postalCode?: string | null;
  country?: string | null;
};

/** What conditions and dates may ask for: what texts have, and a little more; tags as a list. */
export function conditionValues(
  customer: PersonWithPlace,
  business: Business,
  event: TemplateFacts,
  past: CustomerPast,
): Values {
  const values: Record<string, Values[string]> = {
    ...templateFacts(customer, business, event, past),
    'customer.is_company': customer.isCompany,
    'customer.is_lead': customer.isLead,
    'customer.source': customer.source,
    'customer.city': customer.city ?? null,
    'customer.province': customer.province ?? null,
    'customer.postal_code': customer.postalCode ?? null,
  };
  for (const [name, value] of Object.entries(values)) {
    if (name.endsWith('.tags') && typeof value === 'string') values[name] = listed(value);
  }
  return values;
}

/** Providers give tags as one text, since texts show them. */
const listed = (value: string): string[] => value.split(',').flatMap((part) => part.trim() || []);
