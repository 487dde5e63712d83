import type { ClientBase, Connection, Submittable } from 'pg';

type Wire = Connection & {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

/** COPY … FROM STDIN of text rows, by the driver's own connection. */
export function copyRows(client: ClientBase, statement: string, rows: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = {
      submit: (connection: Wire) => connection.query(statement),
      handleCopyInResponse(connection: Wire) {
        connection.sendCopyFromChunk(Buffer.from(rows.join('')));
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(error),
    };
    client.query(copy as unknown as Submittable);
  });
}

/** One row in COPY's text format. */
export const copyRow = (values: readonly (string | number | boolean | Date | null)[]): string =>
  `${values.map(copyValue).join('\t')}\n`;

function copyValue(value: string | number | boolean | Date | null): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  return String(value).replace(/[\\\t\n\r]/g, (sign) => `\\${{ '\t': 't', '\n': 'n', '\r': 'r' }[sign] ?? sign}`);
}
