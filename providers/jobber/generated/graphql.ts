/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type EmailDescription =
  | 'MAIN'
  | 'OTHER'
  | 'PERSONAL'
  | 'WORK';

export type IncomeAdjustmentType =
  | 'BAD_DEBT'
  | 'CORRECTION'
  | 'DEPOSIT'
  | 'FAILED_ACH_PAYMENT'
  | 'INITIAL_BALANCE'
  | 'INVOICE'
  | 'PAYMENT'
  | 'REFUND'
  | 'VOIDED';

export type InvoiceFilterAttributes = {
  createdAt?: Iso8601DateTimeRangeInput | null | undefined;
  status?: InvoiceStatusTypeEnum | null | undefined;
  updatedAt?: Iso8601DateTimeRangeInput | null | undefined;
};

export type InvoiceStatusTypeEnum =
  | 'awaiting_payment'
  | 'bad_debt'
  | 'draft'
  | 'paid'
  | 'past_due'
  | 'sent_not_due'
  | 'voided';

export type Iso8601DateTimeRangeInput = {
  after?: string | null | undefined;
  before?: string | null | undefined;
  eq?: string | null | undefined;
};

export type JobFilterAttributes = {
  completedAt?: Iso8601DateTimeRangeInput | null | undefined;
  createdAt?: Iso8601DateTimeRangeInput | null | undefined;
  endAt?: Iso8601DateTimeRangeInput | null | undefined;
  startAt?: Iso8601DateTimeRangeInput | null | undefined;
  status?: JobStatusTypeEnum | null | undefined;
};

export type JobStatusTypeEnum =
  | 'action_required'
  | 'active'
  | 'archived'
  | 'expiring_within_30_days'
  | 'late'
  | 'on_hold'
  | 'requires_invoicing'
  | 'today'
  | 'unscheduled'
  | 'upcoming';

export type PhoneNumberDescription =
  | 'FAX'
  | 'HOME'
  | 'MAIN'
  | 'MOBILE'
  | 'OTHER'
  | 'WORK';

export type QuoteFilterAttributes = {
  createdAt?: Iso8601DateTimeRangeInput | null | undefined;
  status?: QuoteStatusTypeEnum | null | undefined;
  updatedAt?: Iso8601DateTimeRangeInput | null | undefined;
};

export type QuoteStatusTypeEnum =
  | 'approved'
  | 'archived'
  | 'awaiting_response'
  | 'changes_requested'
  | 'converted'
  | 'draft';

export type VisitFilterAttributes = {
  completedAt?: Iso8601DateTimeRangeInput | null | undefined;
  createdAt?: Iso8601DateTimeRangeInput | null | undefined;
  endAt?: Iso8601DateTimeRangeInput | null | undefined;
  startAt?: Iso8601DateTimeRangeInput | null | undefined;
};

export type WebHookTopicEnum =
  | 'APP_CONNECT'
  | 'APP_DISCONNECT'
  | 'CLIENT_CREATE'
  | 'CLIENT_DESTROY'
  | 'CLIENT_UPDATE'
  | 'EXPENSE_CREATE'
  | 'EXPENSE_DESTROY'
  | 'EXPENSE_UPDATE'
  | 'INVOICE_CREATE'
  | 'INVOICE_DESTROY'
  | 'INVOICE_UPDATE'
  | 'JOB_CLOSED'
  | 'JOB_CREATE'
  | 'JOB_DESTROY'
  | 'JOB_UPDATE'
  | 'MARKETING_ITEM_UPDATE'
  | 'ON_MY_WAY_TRACKING_LINK_REQUEST'
  | 'PAYMENT_CREATE'
  | 'PAYMENT_DESTROY'
  | 'PAYMENT_UPDATE'
  | 'PAYOUT_CREATE'
  | 'PAYOUT_DESTROY'
  | 'PAYOUT_UPDATE'
  | 'PRODUCT_OR_SERVICE_CREATE'
  | 'PRODUCT_OR_SERVICE_DESTROY'
  | 'PRODUCT_OR_SERVICE_UPDATE'
  | 'PROPERTY_CREATE'
  | 'PROPERTY_DESTROY'
  | 'PROPERTY_UPDATE'
  | 'QUOTE_APPROVED'
  | 'QUOTE_CREATE'
  | 'QUOTE_DESTROY'
  | 'QUOTE_SENT'
  | 'QUOTE_UPDATE'
  | 'REQUEST_CREATE'
  | 'REQUEST_DESTROY'
  | 'REQUEST_UPDATE'
  | 'TIMESHEET_CREATE'
  | 'TIMESHEET_DESTROY'
  | 'TIMESHEET_UPDATE'
  | 'USER_CREATE'
  | 'USER_UPDATE'
  | 'VISIT_COMPLETE'
  | 'VISIT_CREATE'
  | 'VISIT_DESTROY'
  | 'VISIT_UPDATE';

export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { account: { id: string, name: string } | null };

export type CompanyDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type CompanyDetailsQuery = { account: { companyDetails: { name: string | null, street1: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null, phone: string | null, websiteUrl: string | null, logoUrl: string | null } | null } | null };

export type TimezoneQueryVariables = Exact<{ [key: string]: never; }>;


export type TimezoneQuery = { user: { timezone: string | null } | null };

export type ClientFieldsFragment = { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null };

export type OwnerFieldsFragment = { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null };

export type JobFieldsFragment = { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, visitsInfo: { incompleteTotal: number }, visits: { nodes: Array<{ startAt: string | null, completedAt: string | null, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null }>, pageInfo: { hasNextPage: boolean } } };

export type VisitFieldsFragment = { id: string, title: string | null, isComplete: boolean, completedAt: string | null, startAt: string | null, endAt: string | null, createdAt: string | null, isLastScheduledVisit: boolean, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null, job: { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, visitsInfo: { incompleteTotal: number }, visits: { nodes: Array<{ startAt: string | null, completedAt: string | null, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null }>, pageInfo: { hasNextPage: boolean } } }, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } };

export type QuoteFieldsFragment = { id: string, quoteNumber: string, title: string | null, quoteStatus: QuoteStatusTypeEnum, transitionedAt: string, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number } | null, lastTransitioned: { approvedAt: string | null } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null };

export type InvoiceFieldsFragment = { id: string, invoiceNumber: string, invoiceStatus: InvoiceStatusTypeEnum, subject: string | null, issuedDate: string | null, dueDate: string | null, receivedDate: string | null, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number, invoiceBalance: number }, paymentRecords: { nodes: Array<{ entryDate: string, adjustmentType: IncomeAdjustmentType }> } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null };

export type ClientsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ClientsQuery = { clients: { nodes: Array<{ id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientQueryVariables = Exact<{
  id: string;
}>;


export type ClientQuery = { client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null };

export type ClientTagsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ClientTagsQuery = { client: { tags: { nodes: Array<{ label: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ClientJobsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ClientJobsQuery = { client: { jobs: { nodes: Array<{ jobStatus: JobStatusTypeEnum, visitsInfo: { incompleteTotal: number } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null }, visitsInfo: { incompleteTotal: number }, visits: { nodes: Array<{ startAt: string | null, completedAt: string | null, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null }>, pageInfo: { hasNextPage: boolean } } } | null };

export type JobVisitsQueryVariables = Exact<{
  id: string;
}>;


export type JobVisitsQuery = { job: { visits: { nodes: Array<{ completedAt: string | null }> } } | null };

export type VisitQueryVariables = Exact<{
  id: string;
}>;


export type VisitQuery = { visit: { id: string, title: string | null, isComplete: boolean, completedAt: string | null, startAt: string | null, endAt: string | null, createdAt: string | null, isLastScheduledVisit: boolean, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null, job: { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, visitsInfo: { incompleteTotal: number }, visits: { nodes: Array<{ startAt: string | null, completedAt: string | null, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null }>, pageInfo: { hasNextPage: boolean } } }, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } } | null };

export type QuoteQueryVariables = Exact<{
  id: string;
}>;


export type QuoteQuery = { quote: { id: string, quoteNumber: string, title: string | null, quoteStatus: QuoteStatusTypeEnum, transitionedAt: string, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number } | null, lastTransitioned: { approvedAt: string | null } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null } | null };

export type InvoiceQueryVariables = Exact<{
  id: string;
}>;


export type InvoiceQuery = { invoice: { id: string, invoiceNumber: string, invoiceStatus: InvoiceStatusTypeEnum, subject: string | null, issuedDate: string | null, dueDate: string | null, receivedDate: string | null, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number, invoiceBalance: number }, paymentRecords: { nodes: Array<{ entryDate: string, adjustmentType: IncomeAdjustmentType }> } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null } | null };

export type PaymentQueryVariables = Exact<{
  id: string;
}>;


export type PaymentQuery = { paymentRecord: { id: string, entryDate: string, adjustmentType: IncomeAdjustmentType, invoice: { id: string, invoiceNumber: string, invoiceStatus: InvoiceStatusTypeEnum, subject: string | null, issuedDate: string | null, dueDate: string | null, receivedDate: string | null, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number, invoiceBalance: number }, paymentRecords: { nodes: Array<{ entryDate: string, adjustmentType: IncomeAdjustmentType }> } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null } | null } | null };

export type JobsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: JobFilterAttributes | null | undefined;
}>;


export type JobsPageQuery = { jobs: { nodes: Array<{ id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null }, visitsInfo: { incompleteTotal: number }, visits: { nodes: Array<{ startAt: string | null, completedAt: string | null, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null }>, pageInfo: { hasNextPage: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VisitsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: VisitFilterAttributes | null | undefined;
}>;


export type VisitsPageQuery = { visits: { nodes: Array<{ id: string, title: string | null, isComplete: boolean, completedAt: string | null, startAt: string | null, endAt: string | null, createdAt: string | null, isLastScheduledVisit: boolean, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null, job: { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, visitsInfo: { incompleteTotal: number }, visits: { nodes: Array<{ startAt: string | null, completedAt: string | null, assignedUsers: { nodes: Array<{ name: { full: string } }> } | null }>, pageInfo: { hasNextPage: boolean } } }, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type QuotesPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: QuoteFilterAttributes | null | undefined;
}>;


export type QuotesPageQuery = { quotes: { nodes: Array<{ id: string, quoteNumber: string, title: string | null, quoteStatus: QuoteStatusTypeEnum, transitionedAt: string, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number } | null, lastTransitioned: { approvedAt: string | null } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InvoicesPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: InvoiceFilterAttributes | null | undefined;
}>;


export type InvoicesPageQuery = { invoices: { nodes: Array<{ id: string, invoiceNumber: string, invoiceStatus: InvoiceStatusTypeEnum, subject: string | null, issuedDate: string | null, dueDate: string | null, receivedDate: string | null, createdAt: string, updatedAt: string, clientHubUri: string | null, amounts: { total: number, invoiceBalance: number }, paymentRecords: { nodes: Array<{ entryDate: string, adjustmentType: IncomeAdjustmentType }> } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, tags: { nodes: Array<{ label: string }> }, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangesQueryVariables = Exact<{
  first: number;
  firstJobs: number;
  since: string;
  clients: boolean;
  clientsAfter?: string | null | undefined;
  invoices: boolean;
  invoicesAfter?: string | null | undefined;
  quotes: boolean;
  quotesAfter?: string | null | undefined;
  completedJobs: boolean;
  completedJobsAfter?: string | null | undefined;
  jobs: boolean;
  jobsAfter?: string | null | undefined;
  visits: boolean;
  visitsAfter?: string | null | undefined;
  newVisits: boolean;
  newVisitsAfter?: string | null | undefined;
}>;


export type ChangesQuery = { clients?: { nodes: Array<{ id: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, invoices?: { nodes: Array<{ id: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, quotes?: { nodes: Array<{ id: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, completedJobs?: { nodes: Array<{ id: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, jobs?: { nodes: Array<{ id: string, updatedAt: string, completedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, visits?: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, newVisits?: { nodes: Array<{ id: string, completedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AppDisconnectMutationVariables = Exact<{ [key: string]: never; }>;


export type AppDisconnectMutation = { appDisconnect: { app: { name: string } | null, userErrors: Array<{ message: string }> } };

export type WebhookEndpointCreateMutationVariables = Exact<{
  topic: WebHookTopicEnum;
  url: string;
}>;


export type WebhookEndpointCreateMutation = { webhookEndpointCreate: { webhookEndpoint: { id: string } | null, userErrors: Array<{ message: string, path: Array<string> }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const JobFieldsFragmentDoc = new TypedDocumentString(`
    fragment JobFields on Job {
  id
  jobNumber
  title
  jobStatus
  total
  createdAt
  updatedAt
  startAt
  endAt
  completedAt
  visitsInfo {
    incompleteTotal
  }
  visits(first: 5) {
    nodes {
      startAt
      completedAt
      assignedUsers(first: 3) {
        nodes {
          name {
            full
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `, {"fragmentName":"JobFields"}) as unknown as TypedDocumentString<JobFieldsFragment, unknown>;
export const ClientFieldsFragmentDoc = new TypedDocumentString(`
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
    `, {"fragmentName":"ClientFields"}) as unknown as TypedDocumentString<ClientFieldsFragment, unknown>;
export const OwnerFieldsFragmentDoc = new TypedDocumentString(`
    fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}`, {"fragmentName":"OwnerFields"}) as unknown as TypedDocumentString<OwnerFieldsFragment, unknown>;
export const VisitFieldsFragmentDoc = new TypedDocumentString(`
    fragment VisitFields on Visit {
  id
  title
  isComplete
  completedAt
  startAt
  endAt
  createdAt
  isLastScheduledVisit
  assignedUsers(first: 3) {
    nodes {
      name {
        full
      }
    }
  }
  job {
    ...JobFields
  }
  client {
    ...OwnerFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment JobFields on Job {
  id
  jobNumber
  title
  jobStatus
  total
  createdAt
  updatedAt
  startAt
  endAt
  completedAt
  visitsInfo {
    incompleteTotal
  }
  visits(first: 5) {
    nodes {
      startAt
      completedAt
      assignedUsers(first: 3) {
        nodes {
          name {
            full
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}`, {"fragmentName":"VisitFields"}) as unknown as TypedDocumentString<VisitFieldsFragment, unknown>;
export const QuoteFieldsFragmentDoc = new TypedDocumentString(`
    fragment QuoteFields on Quote {
  id
  quoteNumber
  title
  quoteStatus
  transitionedAt
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
  }
  lastTransitioned {
    approvedAt
  }
  client {
    ...OwnerFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}`, {"fragmentName":"QuoteFields"}) as unknown as TypedDocumentString<QuoteFieldsFragment, unknown>;
export const InvoiceFieldsFragmentDoc = new TypedDocumentString(`
    fragment InvoiceFields on Invoice {
  id
  invoiceNumber
  invoiceStatus
  subject
  issuedDate
  dueDate
  receivedDate
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
    invoiceBalance
  }
  paymentRecords(first: 10) {
    nodes {
      entryDate
      adjustmentType
    }
  }
  client {
    ...OwnerFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}`, {"fragmentName":"InvoiceFields"}) as unknown as TypedDocumentString<InvoiceFieldsFragment, unknown>;
export const AccountDocument = new TypedDocumentString(`
    query Account {
  account {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const CompanyDetailsDocument = new TypedDocumentString(`
    query CompanyDetails {
  account {
    companyDetails {
      name
      street1
      city
      province
      postalCode
      country
      phone
      websiteUrl
      logoUrl
    }
  }
}
    `) as unknown as TypedDocumentString<CompanyDetailsQuery, CompanyDetailsQueryVariables>;
export const TimezoneDocument = new TypedDocumentString(`
    query Timezone {
  user {
    timezone
  }
}
    `) as unknown as TypedDocumentString<TimezoneQuery, TimezoneQueryVariables>;
export const ClientsDocument = new TypedDocumentString(`
    query Clients($first: Int!, $after: String) {
  clients(first: $first, after: $after) {
    nodes {
      ...ClientFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}`) as unknown as TypedDocumentString<ClientsQuery, ClientsQueryVariables>;
export const ClientDocument = new TypedDocumentString(`
    query Client($id: EncodedId!) {
  client(id: $id) {
    ...OwnerFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}`) as unknown as TypedDocumentString<ClientQuery, ClientQueryVariables>;
export const ClientTagsDocument = new TypedDocumentString(`
    query ClientTags($id: EncodedId!, $after: String) {
  client(id: $id) {
    tags(first: 50, after: $after) {
      nodes {
        label
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClientTagsQuery, ClientTagsQueryVariables>;
export const ClientJobsDocument = new TypedDocumentString(`
    query ClientJobs($id: EncodedId!, $after: String) {
  client(id: $id) {
    jobs(first: 50, after: $after) {
      nodes {
        jobStatus
        visitsInfo {
          incompleteTotal
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClientJobsQuery, ClientJobsQueryVariables>;
export const JobDocument = new TypedDocumentString(`
    query Job($id: EncodedId!) {
  job(id: $id) {
    ...JobFields
    client {
      ...OwnerFields
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment JobFields on Job {
  id
  jobNumber
  title
  jobStatus
  total
  createdAt
  updatedAt
  startAt
  endAt
  completedAt
  visitsInfo {
    incompleteTotal
  }
  visits(first: 5) {
    nodes {
      startAt
      completedAt
      assignedUsers(first: 3) {
        nodes {
          name {
            full
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}`) as unknown as TypedDocumentString<JobQuery, JobQueryVariables>;
export const JobVisitsDocument = new TypedDocumentString(`
    query JobVisits($id: EncodedId!) {
  job(id: $id) {
    visits(first: 100) {
      nodes {
        completedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobVisitsQuery, JobVisitsQueryVariables>;
export const VisitDocument = new TypedDocumentString(`
    query Visit($id: EncodedId!) {
  visit(id: $id) {
    ...VisitFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment JobFields on Job {
  id
  jobNumber
  title
  jobStatus
  total
  createdAt
  updatedAt
  startAt
  endAt
  completedAt
  visitsInfo {
    incompleteTotal
  }
  visits(first: 5) {
    nodes {
      startAt
      completedAt
      assignedUsers(first: 3) {
        nodes {
          name {
            full
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
fragment VisitFields on Visit {
  id
  title
  isComplete
  completedAt
  startAt
  endAt
  createdAt
  isLastScheduledVisit
  assignedUsers(first: 3) {
    nodes {
      name {
        full
      }
    }
  }
  job {
    ...JobFields
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<VisitQuery, VisitQueryVariables>;
export const QuoteDocument = new TypedDocumentString(`
    query Quote($id: EncodedId!) {
  quote(id: $id) {
    ...QuoteFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment QuoteFields on Quote {
  id
  quoteNumber
  title
  quoteStatus
  transitionedAt
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
  }
  lastTransitioned {
    approvedAt
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<QuoteQuery, QuoteQueryVariables>;
export const InvoiceDocument = new TypedDocumentString(`
    query Invoice($id: EncodedId!) {
  invoice(id: $id) {
    ...InvoiceFields
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment InvoiceFields on Invoice {
  id
  invoiceNumber
  invoiceStatus
  subject
  issuedDate
  dueDate
  receivedDate
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
    invoiceBalance
  }
  paymentRecords(first: 10) {
    nodes {
      entryDate
      adjustmentType
    }
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<InvoiceQuery, InvoiceQueryVariables>;
export const PaymentDocument = new TypedDocumentString(`
    query Payment($id: EncodedId!) {
  paymentRecord(id: $id) {
    id
    entryDate
    adjustmentType
    invoice {
      ...InvoiceFields
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment InvoiceFields on Invoice {
  id
  invoiceNumber
  invoiceStatus
  subject
  issuedDate
  dueDate
  receivedDate
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
    invoiceBalance
  }
  paymentRecords(first: 10) {
    nodes {
      entryDate
      adjustmentType
    }
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<PaymentQuery, PaymentQueryVariables>;
export const JobsPageDocument = new TypedDocumentString(`
    query JobsPage($first: Int!, $after: String, $filter: JobFilterAttributes) {
  jobs(
    first: $first
    after: $after
    filter: $filter
    sort: [{key: UPDATED_AT, direction: DESCENDING}]
  ) {
    nodes {
      ...JobFields
      client {
        ...OwnerFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment JobFields on Job {
  id
  jobNumber
  title
  jobStatus
  total
  createdAt
  updatedAt
  startAt
  endAt
  completedAt
  visitsInfo {
    incompleteTotal
  }
  visits(first: 5) {
    nodes {
      startAt
      completedAt
      assignedUsers(first: 3) {
        nodes {
          name {
            full
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}`) as unknown as TypedDocumentString<JobsPageQuery, JobsPageQueryVariables>;
export const VisitsPageDocument = new TypedDocumentString(`
    query VisitsPage($first: Int!, $after: String, $filter: VisitFilterAttributes) {
  visits(first: $first, after: $after, filter: $filter) {
    nodes {
      ...VisitFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment JobFields on Job {
  id
  jobNumber
  title
  jobStatus
  total
  createdAt
  updatedAt
  startAt
  endAt
  completedAt
  visitsInfo {
    incompleteTotal
  }
  visits(first: 5) {
    nodes {
      startAt
      completedAt
      assignedUsers(first: 3) {
        nodes {
          name {
            full
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
fragment VisitFields on Visit {
  id
  title
  isComplete
  completedAt
  startAt
  endAt
  createdAt
  isLastScheduledVisit
  assignedUsers(first: 3) {
    nodes {
      name {
        full
      }
    }
  }
  job {
    ...JobFields
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<VisitsPageQuery, VisitsPageQueryVariables>;
export const QuotesPageDocument = new TypedDocumentString(`
    query QuotesPage($first: Int!, $after: String, $filter: QuoteFilterAttributes) {
  quotes(first: $first, after: $after, filter: $filter) {
    nodes {
      ...QuoteFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment QuoteFields on Quote {
  id
  quoteNumber
  title
  quoteStatus
  transitionedAt
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
  }
  lastTransitioned {
    approvedAt
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<QuotesPageQuery, QuotesPageQueryVariables>;
export const InvoicesPageDocument = new TypedDocumentString(`
    query InvoicesPage($first: Int!, $after: String, $filter: InvoiceFilterAttributes) {
  invoices(first: $first, after: $after, filter: $filter) {
    nodes {
      ...InvoiceFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ClientFields on Client {
  id
  name
  firstName
  lastName
  companyName
  isCompany
  isLead
  isArchived
  createdAt
  updatedAt
  sampleData
  receivesReminders
  receivesFollowUps
  receivesQuoteFollowUps
  receivesInvoiceFollowUps
  receivesReviewRequests
  emails {
    address
    description
    primary
  }
  phones {
    number
    description
    primary
    smsAllowed
  }
  billingAddress {
    street1
    street2
    city
    province
    postalCode
    country
  }
}
fragment OwnerFields on Client {
  ...ClientFields
  tags(first: 10) {
    nodes {
      label
    }
  }
}
fragment InvoiceFields on Invoice {
  id
  invoiceNumber
  invoiceStatus
  subject
  issuedDate
  dueDate
  receivedDate
  createdAt
  updatedAt
  clientHubUri
  amounts {
    total
    invoiceBalance
  }
  paymentRecords(first: 10) {
    nodes {
      entryDate
      adjustmentType
    }
  }
  client {
    ...OwnerFields
  }
}`) as unknown as TypedDocumentString<InvoicesPageQuery, InvoicesPageQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($first: Int!, $firstJobs: Int!, $since: ISO8601DateTime!, $clients: Boolean!, $clientsAfter: String, $invoices: Boolean!, $invoicesAfter: String, $quotes: Boolean!, $quotesAfter: String, $completedJobs: Boolean!, $completedJobsAfter: String, $jobs: Boolean!, $jobsAfter: String, $visits: Boolean!, $visitsAfter: String, $newVisits: Boolean!, $newVisitsAfter: String) {
  clients(
    first: $first
    after: $clientsAfter
    filter: {updatedAt: {after: $since}}
  ) @include(if: $clients) {
    nodes {
      id
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  invoices(
    first: $first
    after: $invoicesAfter
    filter: {updatedAt: {after: $since}}
  ) @include(if: $invoices) {
    nodes {
      id
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  quotes(first: $first, after: $quotesAfter, filter: {updatedAt: {after: $since}}) @include(if: $quotes) {
    nodes {
      id
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  completedJobs: jobs(
    first: $first
    after: $completedJobsAfter
    filter: {completedAt: {after: $since}}
  ) @include(if: $completedJobs) {
    nodes {
      id
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  jobs(
    first: $firstJobs
    after: $jobsAfter
    sort: [{key: UPDATED_AT, direction: DESCENDING}]
  ) @include(if: $jobs) {
    nodes {
      id
      updatedAt
      completedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  visits(
    first: $first
    after: $visitsAfter
    filter: {completedAt: {after: $since}}
  ) @include(if: $visits) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  newVisits: visits(
    first: $first
    after: $newVisitsAfter
    filter: {createdAt: {after: $since}}
  ) @include(if: $newVisits) {
    nodes {
      id
      completedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const AppDisconnectDocument = new TypedDocumentString(`
    mutation AppDisconnect {
  appDisconnect {
    app {
      name
    }
    userErrors {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AppDisconnectMutation, AppDisconnectMutationVariables>;
export const WebhookEndpointCreateDocument = new TypedDocumentString(`
    mutation WebhookEndpointCreate($topic: WebHookTopicEnum!, $url: String!) {
  webhookEndpointCreate(input: {topic: $topic, url: $url}) {
    webhookEndpoint {
      id
    }
    userErrors {
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<WebhookEndpointCreateMutation, WebhookEndpointCreateMutationVariables>;