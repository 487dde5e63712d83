import type { Manifest } from '../providers/provider.ts';

/** What triggers are called, by `provider:type`. */
export const triggerLabels = (manifests: Readonly<Record<string, Manifest>>): Record<string, string> =>
  Object.fromEntries(
    Object.values(manifests).flatMap(({ key, triggers }) =>
      Object.entries(triggers).map(([type, { label }]) => [`${key}:${type}`, label]),
    ),
  );
