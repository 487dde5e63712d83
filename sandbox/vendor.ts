import type { Router } from 'express';

/** One vendor played on localhost, mounted under `/<key>` of the sandbox process. */
export type VendorSandbox = {
  key: string;
  router: Router;
  /** Waits for background work (webhook deliveries) to stop and writes the state file. */
  close(): Promise<void>;
};

/** One request as the sandbox saw it; read by tests and by the sandbox page. */
export type Call = {
  at: string;
  method: string;
  path: string;
  /** GraphQL operation or REST verb in short. */
  operation: string | null;
  status: number;
  userAgent: string | null;
};
