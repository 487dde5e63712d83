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

export type QuoteStatusTypeEnum =
  | 'approved'
  | 'archived'
  | 'awaiting_response'
  | 'changes_requested'
  | 'converted'
  | 'draft';

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

export type JobFieldsFragment = { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, visitsInfo: { incompleteTotal: number } };

export type ClientsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ClientsQuery = { clients: { nodes: Array<{ id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClientQueryVariables = Exact<{
  id: string;
}>;


export type ClientQuery = { client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null }, visitsInfo: { incompleteTotal: number } } | null };

export type JobVisitsQueryVariables = Exact<{
  id: string;
}>;


export type JobVisitsQuery = { job: { visits: { nodes: Array<{ isComplete: boolean, completedAt: string | null }> } } | null };

export type VisitQueryVariables = Exact<{
  id: string;
}>;


export type VisitQuery = { visit: { id: string, title: string | null, isComplete: boolean, completedAt: string | null, startAt: string | null, endAt: string | null, createdAt: string | null, isLastScheduledVisit: boolean, job: { id: string, jobNumber: number, title: string | null, jobStatus: JobStatusTypeEnum, total: number | null, createdAt: string, updatedAt: string, startAt: string | null, endAt: string | null, completedAt: string | null, visitsInfo: { incompleteTotal: number } }, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } } | null };

export type QuoteQueryVariables = Exact<{
  id: string;
}>;


export type QuoteQuery = { quote: { id: string, quoteNumber: string, title: string | null, quoteStatus: QuoteStatusTypeEnum, transitionedAt: string, createdAt: string, updatedAt: string, amounts: { total: number } | null, lastTransitioned: { approvedAt: string | null } | null, client: { id: string, name: string, firstName: string, lastName: string, companyName: string | null, isCompany: boolean, isLead: boolean, isArchived: boolean, createdAt: string, updatedAt: string, sampleData: boolean, receivesReminders: boolean | null, receivesFollowUps: boolean | null, receivesQuoteFollowUps: boolean | null, receivesInvoiceFollowUps: boolean | null, receivesReviewRequests: boolean | null, emails: Array<{ address: string, description: EmailDescription | null, primary: boolean }>, phones: Array<{ number: string, description: PhoneNumberDescription | null, primary: boolean, smsAllowed: boolean }>, billingAddress: { street1: string | null, street2: string | null, city: string | null, province: string | null, postalCode: string | null, country: string | null } | null } | null } | null };

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
}
    `, {"fragmentName":"JobFields"}) as unknown as TypedDocumentString<JobFieldsFragment, unknown>;
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
    ...ClientFields
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
}`) as unknown as TypedDocumentString<ClientQuery, ClientQueryVariables>;
export const JobDocument = new TypedDocumentString(`
    query Job($id: EncodedId!) {
  job(id: $id) {
    ...JobFields
    client {
      ...ClientFields
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
}`) as unknown as TypedDocumentString<JobQuery, JobQueryVariables>;
export const JobVisitsDocument = new TypedDocumentString(`
    query JobVisits($id: EncodedId!) {
  job(id: $id) {
    visits(first: 100) {
      nodes {
        isComplete
        completedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobVisitsQuery, JobVisitsQueryVariables>;
export const VisitDocument = new TypedDocumentString(`
    query Visit($id: EncodedId!) {
  visit(id: $id) {
    id
    title
    isComplete
    completedAt
    startAt
    endAt
    createdAt
    isLastScheduledVisit
    job {
      ...JobFields
    }
    client {
      ...ClientFields
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
}`) as unknown as TypedDocumentString<VisitQuery, VisitQueryVariables>;
export const QuoteDocument = new TypedDocumentString(`
    query Quote($id: EncodedId!) {
  quote(id: $id) {
    id
    quoteNumber
    title
    quoteStatus
    transitionedAt
    createdAt
    updatedAt
    amounts {
      total
    }
    lastTransitioned {
      approvedAt
    }
    client {
      ...ClientFields
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
}`) as unknown as TypedDocumentString<QuoteQuery, QuoteQueryVariables>;
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