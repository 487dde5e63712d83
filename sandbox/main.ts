import { createServer } from 'node:http';
import { readConfig } from '../config.ts';
import { createSandbox } from './create-sandbox.ts';

const config = readConfig(process.env);
const server = createServer();

server.once('error', (error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE'
      ? `Port ${config.sandboxPort} is taken: stop what uses it, or set SANDBOX_PORT to another port.`
      : `The sandbox could not listen on port ${config.sandboxPort} (${error.code}).`;
  console.error(reason);
  process.exit(1);
});
// Only this machine: whoever reaches the sandbox can read every message and play every customer.
server.listen(config.sandboxPort, '127.0.0.1', () => {
  // Who holds the port holds the state files.
  const sandbox = createSandbox(config);
  server.on('request', sandbox.app);
  process.once('SIGTERM', () => void stop(sandbox));
  process.once('SIGINT', () => void stop(sandbox));
  console.log(`The sandbox plays the vendors at http://localhost:${config.sandboxPort}`);
});

let stopping = false;
async function stop(sandbox: { close(): Promise<void> }) {
  if (stopping) return;
  stopping = true;
  server.close();
  await sandbox.close();
  server.closeAllConnections();
}
