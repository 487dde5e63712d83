import { jobberManifest } from './jobber/manifest.ts';
import type { Manifest } from './provider.ts';

/** Every provider there is, as data: the one file here that workflows, journeys and web may import. */
export const manifests = { jobber: jobberManifest } satisfies Record<string, Manifest>;
