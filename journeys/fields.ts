import type { TemplateFacts } from './facts.ts';
import { type CustomerPast, unknownPast } from './past.ts';

/** A value that templates can use; the shape of a provider's own fields. */
export type TemplateField = {
  name: string;
  label: string;
  type: 'text' | 'number' | 'money' | 'date' | 'boolean' | 'list';
  sample: string;
};

const text = (name: string, label: string, sample: string): TemplateField => ({ name, label, type: 'text', sample });

/** What every journey offers to its texts, beside the fields of its trigger. */
export const commonFields: readonly TemplateField[] = [
  text('customer.first_name', 'First name', 'Ada'),
  text('customer.last_name', 'Last name', 'Lovelace'),
  text('customer.name', 'Full name', 'Ada Lovelace'),
  text('customer.company_name', 'Company', 'Lovelace & Co.'),
  text('customer.email', 'Email', 'ada@example.com'),
  text('customer.phone', 'Phone', '+12025550123'),
  { name: 'customer.is_first_job', label: 'First job', type: 'boolean', sample: 'true' },
  { name: 'customer.last_purchase_at', label: 'Last purchase', type: 'date', sample: '2026-06-12T15:00:00Z' },
  text('business.name', 'Business name', 'Green Lawns'),
  text('business.phone', 'Business phone', '+12025550100'),
  text('business.website', 'Business website', 'https://greenlawns.example'),
  text('business.email', 'Business email', 'hello@greenlawns.example'),
  text('business.address', 'Business address', '1 Main Street, Springfield, IL 62701'),
  text('business.review_link', 'Review link', 'https://g.page/r/green-lawns/review'),
  text('business.booking_link', 'Booking link', 'https://greenlawns.example/book'),
];

export type Person = {
  name: string;
  firstName: string;
  lastName: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
};

type PostalAddress = {
  street1: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
};

export type Business = PostalAddress & {
  name: string;
  /** IANA zone in which its texts tell days and hours; left out: as they come. */
  zone?: string;
  phone: string | null;
  websiteUrl: string | null;
  replyTo: string | null;
  logoUrl: string | null;
  brandColor: string | null;
  reviewUrl: string | null;
  bookingUrl: string | null;
  imageHosts: readonly string[];
};

/** The flat values of a message; the names are those of `commonFields`, and those of the event. */
export function templateFacts(
  customer: Person,
  business: Business,
  event: TemplateFacts,
  past: CustomerPast = unknownPast,
): TemplateFacts {
  return {
    ...event,
    'customer.first_name': customer.firstName,
    'customer.last_name': customer.lastName,
    'customer.name': customer.name,
    'customer.company_name': customer.companyName,
    'customer.email': customer.email,
    'customer.phone': customer.phone,
    'customer.is_first_job': past.isFirstJob,
    'customer.last_purchase_at': past.lastPurchaseAt?.toISOString() ?? null,
    'business.name': business.name,
    'business.phone': business.phone,
    'business.website': business.websiteUrl,
    'business.email': business.replyTo,
    'business.address': postalLine(business),
    'business.review_link': business.reviewUrl,
    'business.booking_link': business.bookingUrl,
  };
}

/** The business's postal address in one line; null when nothing of it is known. */
export function postalLine({ street1, city, province, postalCode }: PostalAddress): string | null {
  const region = [province, postalCode].filter(Boolean).join(' ');
  return [street1, city, region].filter(Boolean).join(', ') || null;
}
