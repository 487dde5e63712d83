import { jobberManifest } from './jobber/manifest.ts';
import type { Manifest } from './provider.ts';
import { quickbooksManifest } from './quickbooks/manifest.ts';

/** Every provider there is, as data: the one file here that workflows, journeys and web may import. */
export const manifests = { jobber: jobberManifest, quickbooks: quickbooksManifest } satisfies Record<string, Manifest>;
