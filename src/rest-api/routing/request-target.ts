import type { CustomDomain } from '../../model/definition/stage.ts';

/** Where in the API a request's path points. */
export interface RequestTarget {
  /** `requestContext.path`: as sent, with stage or base path, leading slashes collapsed into one. */
  readonly fullPath: string;
  /** `event.path`: without the stage; behind a custom domain with the base path (docs/aws/rest-api.md#event-v1). */
  readonly eventPath: string;
  /** What the resource tree is asked for: without stage and base path. */
  readonly resourcePath: string;
  /** Behind a custom domain: the base path that was taken off, `(none)` for the catch-all. */
  readonly basePath?: string;
}

/**
 * Takes the stage off the path (recorded: docs/aws/rest-api-observed.md#slashes-and-encoding: slashes before the stage are collapsed
 * everywhere, slashes after it only for routing and `event.path`). `undefined` when the path does not begin with the stage.
 */
export function targetOnStage(rawPath: string, stage: string): RequestTarget | undefined {
  const fullPath = collapseLeadingSlashes(rawPath);
  const rest = afterSegment(fullPath, stage);
  if (rest === undefined) return undefined;
  const resourcePath = collapseLeadingSlashes(rest);
  return { fullPath, eventPath: resourcePath, resourcePath };
}

/**
 * Takes the base path of a custom domain's mapping off the path (docs/aws/rest-api.md#base-path-mappings): the whole first segment is
 * compared while every mapping has one level; once any has more, the longest textual prefix wins. `undefined` when no mapping fits.
 */
export function targetOnCustomDomain(rawPath: string, domain: CustomDomain): RequestTarget | undefined {
  const fullPath = collapseLeadingSlashes(rawPath);
  const basePath = chooseBasePath(fullPath, domain.basePaths);
  if (basePath === undefined) return undefined;
  const rest = basePath === '' ? fullPath : fullPath.slice(basePath.length + 1);
  return { fullPath, eventPath: fullPath, resourcePath: collapseLeadingSlashes(rest), basePath: basePath || '(none)' };
}

function chooseBasePath(fullPath: string, basePaths: readonly string[]): string | undefined {
  const textual = basePaths.some((basePath) => basePath.includes('/'));
  const fitting = basePaths.filter((basePath) =>
    textual ? fullPath.startsWith(`/${basePath}`) : basePath === '' || afterSegment(fullPath, basePath) !== undefined,
  );
  return fitting.sort((a, b) => b.length - a.length)[0];
}

/** What follows the first segment when it is `segment`: empty or beginning with a slash. */
function afterSegment(path: string, segment: string): string | undefined {
  const end = segment.length + 1;
  if (!path.startsWith(segment, 1)) return undefined;
  return path.length === end || path[end] === '/' ? path.slice(end) : undefined;
}

function collapseLeadingSlashes(path: string): string {
  let first = 0;
  while (path[first] === '/') first += 1;
  return `/${path.slice(first)}`;
}
