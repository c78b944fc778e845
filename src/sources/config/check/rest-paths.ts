import type { Place } from '../shape/place.ts';

export interface PlacedPath {
  readonly path: string;
  readonly place: Place;
  /** From an OpenAPI document, whose reader has compared its paths with each other already. */
  readonly isOfDocument?: boolean;
}

/**
 * A resource has at most one child that is a variable (recorded: docs/aws/rest-api-observed.md#refused-resources). The message is AWS's
 * own, with the places of the two in conflict.
 */
export function checkRestPaths(paths: readonly PlacedPath[]): void {
  const variables = new Map<string, { readonly part: string; readonly path: string; readonly isOfDocument: boolean }>();
  const reported = new Set<string>();
  for (const { path, place, isOfDocument = false } of paths) {
    const segments = path.split('/').slice(1);
    for (const [depth, part] of segments.entries()) {
      if (!part.startsWith('{')) continue;
      const parent = segments.slice(0, depth).join('/');
      const sibling = variables.get(parent);
      if (!sibling) variables.set(parent, { part, path, isOfDocument });
      else if (sibling.isOfDocument && isOfDocument) continue;
      else if (sibling.part !== part && !reported.has(`${parent}/${part}`)) {
        reported.add(`${parent}/${part}`);
        place.keyError(
          `a sibling (${sibling.part}) of ${part} in "${path}" already has a variable path part: only one is allowed, and "${sibling.path}" has it`,
          `Use ${sibling.part} in both, or different fixed parts before them.`,
        );
      }
    }
  }
}
