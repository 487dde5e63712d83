import * as z from 'zod';
import type { Session, TellTruth, Truths } from '../provider.ts';
import type { Client } from './client.ts';
import { ClientJobsDocument, ClientTagsDocument, InvoiceDocument, QuoteDocument } from './generated/graphql.ts';
import { invoiceShape, isOwed } from './invoices.ts';
import { pageInfo } from './shapes.ts';

const invoiceReply = z.object({ invoice: invoiceShape.nullable() });
const quoteReply = z.object({ quote: z.object({ quoteStatus: z.string() }).nullable() });
const tagsReply = z.object({
  client: z.object({ tags: z.object({ nodes: z.array(z.object({ label: z.string() })), pageInfo }) }).nullable(),
});
const job = z.object({ jobStatus: z.string(), visitsInfo: z.object({ incompleteTotal: z.number() }) });
const jobsReply = z.object({ client: z.object({ jobs: z.object({ nodes: z.array(job), pageInfo }) }).nullable() });

/** What the vendor can be asked right before a message leaves; the manifest says the same in words. */
export function truthsOf(client: Client): Truths {
  return {
    async invoice_unpaid(session, { id }) {
      const { invoice } = (await client.ask(session, InvoiceDocument, { id }, invoiceReply)).data;
      return invoice && isOwed(invoice);
    },
    async quote_open(session, { id }) {
      const { quote } = (await client.ask(session, QuoteDocument, { id }, quoteReply)).data;
      return quote && quote.quoteStatus === 'awaiting_response';
    },
    no_open_visit: absent(
      async (session, id, after) => {
        const { data } = await client.ask(session, ClientJobsDocument, { id, after }, jobsReply);
        return data.client?.jobs ?? null;
      },
      ({ jobStatus, visitsInfo }) => jobStatus !== 'archived' && visitsInfo.incompleteTotal > 0,
    ),
    tag_absent: absent(
      async (session, id, after) => {
        const { data } = await client.ask(session, ClientTagsDocument, { id, after }, tagsReply);
        return data.client?.tags ?? null;
      },
      ({ label }, tag) => plain(label) === plain(tag ?? ''),
    ),
  };
}

type Page<Node> = { nodes: Node[]; pageInfo: z.infer<typeof pageInfo> };

/** True when no page of the client's list has such a one. */
function absent<Node>(
  read: (session: Session, id: string, after: string | null) => Promise<Page<Node> | null>,
  isOne: (node: Node, tag: string | null) => boolean,
): TellTruth {
  return async (session, { id, tag }) => {
    let after: string | null = null;
    do {
      const page: Page<Node> | null = await read(session, id, after);
      if (!page) return null;
      if (page.nodes.some((node) => isOne(node, tag))) return false;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return true;
  };
}

const plain = (label: string): string => label.trim().toLowerCase();
