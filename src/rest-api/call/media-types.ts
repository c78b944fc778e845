import { firstHeader } from '../../model/http/messages.ts';
import type { HeaderList } from '../../model/http/messages.ts';

/** Which media types an API treats as binary. */
export interface BinaryMediaTypes {
  /** Whether a media type (no parameters, lower case; the empty string for none) is binary. */
  matches(mediaType: string): boolean;
}

/**
 * Exact types, `type/*` and `*&#47;*` match; a star on the left alone (`*&#47;test`) never does (recorded: docs/aws/rest-api-observed.md#binary-answers).
 * `~1` stands for a slash, as SAM and patch paths write it (docs/aws/rest-api.md#content-handling).
 */
export function compileBinaryMediaTypes(configured: readonly string[]): BinaryMediaTypes {
  const types = configured.map((type) => type.replaceAll('~1', '/').trim().toLowerCase());
  if (types.includes('*/*')) return { matches: () => true };
  if (types.length === 0) return { matches: () => false };
  // Not even a client that accepts just this text.
  const exact = new Set(types.filter((type) => !type.startsWith('*/')));
  const prefixes = types.filter((type) => type.endsWith('/*')).map((type) => type.slice(0, -1));
  return { matches: (mediaType) => exact.has(mediaType) || prefixes.some((prefix) => mediaType.startsWith(prefix)) };
}

/** The media type of a Content-Type, or the first one of an Accept header, lower case without parameters; empty when there is none. */
export function firstMediaType(header: string | undefined): string {
  if (header === undefined) return '';
  const end = header.search(/[,;]/);
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}

/**
 * Whether the first type of the client's Accept is a binary one: the only thing that decides (recorded:
 * docs/aws/rest-api-observed.md#binary-answers).
 */
export function wantsBinary(call: {
  readonly client: { readonly headers: HeaderList };
  readonly deployment: { readonly binaryMediaTypes: BinaryMediaTypes };
}): boolean {
  return call.deployment.binaryMediaTypes.matches(firstMediaType(firstHeader(call.client.headers, 'accept')));
}
