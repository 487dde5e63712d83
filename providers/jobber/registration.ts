import * as z from 'zod';
import { ReconnectNeeded, Rejected, type Session } from '../provider.ts';
import type { Client } from './client.ts';
import { AppDisconnectDocument, type WebHookTopicEnum, WebhookEndpointCreateDocument } from './generated/graphql.ts';
import { jobberManifest } from './manifest.ts';

const userErrors = z.array(z.object({ message: z.string(), path: z.array(z.string()).nullish() }));
const disconnectShape = z.object({ appDisconnect: z.object({ userErrors }) });
const endpointShape = z.object({ webhookEndpointCreate: z.object({ userErrors }) });

/** The vendor wants to be told by the account's own token; a token that is dead already has nothing left to end. */
export async function disconnectApp(client: Client, session: Session): Promise<void> {
  try {
    const { data } = await client.ask(session, AppDisconnectDocument, {}, disconnectShape);
    if (data.appDisconnect.userErrors.length > 0) throw new Rejected('disconnect_refused');
  } catch (error) {
    if (!(error instanceof ReconnectNeeded)) throw error;
  }
}

/** One endpoint a topic; there is no list to compare with, so "already taken" counts as done. */
export async function registerWebhooks(client: Client, session: Session, url: string): Promise<void> {
  for (const topic of jobberManifest.topics as readonly WebHookTopicEnum[]) {
    const { data } = await client.ask(session, WebhookEndpointCreateDocument, { topic, url }, endpointShape);
    const refusal = data.webhookEndpointCreate.userErrors.find(({ message }) => !/taken|already|exist/i.test(message));
    if (refusal) throw new Rejected('webhook_refused', refusal.path?.join('.') ?? null);
  }
}
