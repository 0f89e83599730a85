import { z } from 'zod';

const packageSchema = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  deprecated: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  link: z.boolean().optional(),
});

const lockfileSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), packageSchema),
});

/** A package as the lock file pins it. */
export interface Locked {
  name: string;
  version: string;
  /** An SPDX expression; undefined where the lock file has none. */
  licence: string | undefined;
  /** Whether the bot runs with it: not only for building and testing. */
  production: boolean;
  /** Whether it is only for some platforms. */
  optional: boolean;
  installScript: boolean;
  /** A checksum of what is installed. */
  pinned: boolean;
  /** An address from which it is to be fetched, whatever registry is set. */
  address: string | undefined;
  /** Why its makers ask not to use it. */
  deprecated: string | undefined;
}

/** Every package of a package-lock.json, sorted by name. Throws ZodError for a file of another kind. */
export function readLockfile(text: string): Locked[] {
  const { packages } = lockfileSchema.parse(JSON.parse(text));
  return (
    Object.entries(packages)
      // The project itself is the one without a path.
      .filter(([place]) => place !== '')
      .map(([place, one]) => ({
        name: nameOf(place),
        version: one.version ?? '',
        licence: one.license,
        production: one.dev !== true && one.devOptional !== true,
        optional: one.optional === true,
        installScript: one.hasInstallScript === true,
        pinned: one.integrity !== undefined,
        address: one.resolved,
        deprecated: one.deprecated,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
  );
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
