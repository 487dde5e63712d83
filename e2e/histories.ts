import { Client, Connection } from '@temporalio/client';

/** Everything that Temporal keeps of every workflow: ids, memo, search attributes, histories; payloads decoded. */
export async function everythingInTemporal(address: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const kept: string[] = [];
    for await (const workflow of client.workflow.list()) {
      const handle = client.workflow.getHandle(workflow.workflowId, workflow.runId);
      const { memo, searchAttributes, workflowId } = workflow;
      const history = JSON.stringify(await handle.fetchHistory());
      kept.push(`${workflowId} ${JSON.stringify({ memo, searchAttributes })} ${readable(history)}`);
    }
    return kept;
  } finally {
    await connection.close();
  }
}

/** Payloads are base64 in a history: what they say is appended in clear. */
function readable(history: string): string {
  const payloads = [...history.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
  return `${history}\n${payloads.join('\n')}`;
}
