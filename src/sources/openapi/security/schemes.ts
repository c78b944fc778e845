import type { Authorizer } from '../../../model/definition/authorizer.ts';
import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import { readHttpAuthorizer } from './http-authorizer.ts';
import { readRestAuthorizer } from './rest-authorizer.ts';

/** What a security scheme means to API Gateway. */
export type Scheme =
  | { readonly kind: 'api-key' }
  | { readonly kind: 'iam' }
  | { readonly kind: 'authorizer'; readonly authorizer: Authorizer }
  /** Nothing: API Gateway does not check it. */
  | { readonly kind: 'none'; readonly place: DocumentPlace };

export type Schemes = ReadonlyMap<string, Scheme>;

/**
 * The document's security schemes; authorizers come into being even if nothing uses them (recorded:
 * docs/aws/rest-api-observed.md#openapi-import).
 */
export function readSchemes(context: ImportContext): Schemes {
  const { root, version } = context;
  const holder = version === '2.0' ? root.get('securityDefinitions') : root.get('components')?.get('securitySchemes');
  const entries = holder?.entries() ?? [];
  return new Map(entries.map(([name, place]) => [name, readScheme(name, place, context)]));
}

export function authorizersOf(schemes: Schemes): Record<string, Authorizer> {
  const authorizers: Record<string, Authorizer> = {};
  for (const [name, scheme] of schemes) if (scheme.kind === 'authorizer') authorizers[name] = scheme.authorizer;
  return authorizers;
}

function readScheme(name: string, place: DocumentPlace, context: ImportContext): Scheme {
  const extension = place.getAnyCase('x-amazon-apigateway-authorizer');
  if (extension) {
    const scheme = { name, scheme: place, fields: new Fields(extension, context), context };
    const authorizer = context.kind === 'rest' ? readRestAuthorizer(scheme) : readHttpAuthorizer(scheme);
    return authorizer ? { kind: 'authorizer', authorizer } : { kind: 'none', place };
  }
  const authType = place.getAnyCase('x-amazon-apigateway-authtype')?.value;
  // Types that begin with `aws` are AWS's own; there is only one (docs/aws/rest-api.md#extensions).
  if (typeof authType === 'string' && /^aws/i.test(authType)) return { kind: 'iam' };
  if (context.kind === 'rest' && isApiKey(place)) return { kind: 'api-key' };
  context.problems.warning(
    `the security scheme "${name}" has no "x-amazon-apigateway-authorizer": nothing checks it`,
    place.keyPosition,
    context.kind === 'http' && isApiKey(place) ? 'HTTP APIs have no API keys.' : undefined,
  );
  return { kind: 'none', place };
}

/** Recorded: docs/aws/rest-api-observed.md#openapi-import. */
function isApiKey(place: DocumentPlace): boolean {
  const text = (key: string): string => (place.get(key)?.scalarText ?? '').toLowerCase();
  return text('type') === 'apikey' && text('name') === 'x-api-key' && text('in') === 'header';
}
