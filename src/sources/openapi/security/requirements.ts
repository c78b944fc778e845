import type { RouteAuthorization } from '../../../model/definition/authorizer.ts';
import type { Hint } from '../../problems/problems.ts';
import { nearestHint } from '../../problems/nearest.ts';
import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import type { Operation } from '../operations.ts';
import type { Scheme, Schemes } from './schemes.ts';

/** What an operation asks of its caller. */
export interface Requirement {
  readonly authorization: RouteAuthorization;
  /** REST APIs. */
  readonly apiKeyRequired: boolean;
}

/**
 * An operation's own `security`, else the document's, which counts for OPTIONS and ANY too (recorded for REST APIs, inferred for HTTP APIs:
 * docs/aws/rest-api-observed.md#openapi-import, docs/aws/http-api.md#openapi-import). `x-amazon-apigateway-auth` decides over schemes, but
 * not over API keys.
 */
export function readRequirement(operation: Operation, schemes: Schemes, context: ImportContext): Requirement {
  const security = operation.place.get('security') ?? context.root.get('security');
  const used = security ? usedSchemes(security, schemes, context) : [];
  const authorizing = used.filter(({ scheme }) => scheme.kind === 'iam' || scheme.kind === 'authorizer');
  if (security && authorizing.length > 1) complainOfSeveral(security, context);
  const explicit = readExplicit(operation, context);
  const [first] = authorizing;
  return {
    authorization: explicit ?? (first ? authorizationOf(first) : { type: 'NONE' }),
    apiKeyRequired: used.some(({ scheme }) => scheme.kind === 'api-key'),
  };
}

interface UsedScheme {
  readonly scheme: Scheme;
  readonly scopes: readonly string[];
}

function usedSchemes(security: DocumentPlace, schemes: Schemes, context: ImportContext): UsedScheme[] {
  if (!security.isList) {
    context.problems.error('"security" must be a list, such as [{ scheme: [] }]', security.position);
    return [];
  }
  return security.items().flatMap((requirement) =>
    requirement.entries().flatMap(([name, place]) => {
      const scheme = schemes.get(name);
      // SAM writes this where a function's event opts out of the default authorizer.
      if (!scheme && name === 'NONE') return [];
      if (!scheme) {
        const hint = () => nearestHint(name, [...schemes.keys()], 'security schemes');
        complainOfUndeclared(name, place, hint, context);
        return [];
      }
      return { scheme, scopes: place.items().flatMap((item) => context.texts.read(item) ?? []) };
    }),
  );
}

/**
 * REST APIs import such a document and ask nothing of the caller: AWS's own sample for request validation is one
 * (docs/aws/rest-api.md#how-a-document-is-mapped).
 */
function complainOfUndeclared(
  name: string,
  { keyPosition }: DocumentPlace,
  hint: Hint,
  { kind, problems }: ImportContext,
): void {
  const message = `there is no security scheme "${name}"`;
  if (kind === 'http') problems.error(message, keyPosition, hint);
  else problems.warning(`${message}: the operation asks nothing of its caller for it`, keyPosition, hint);
}

function complainOfSeveral(security: DocumentPlace, context: ImportContext): void {
  if (context.kind === 'http') {
    context.problems.error('an operation of an HTTP API has one security requirement at most', security.position);
    return;
  }
  context.problems.warning('a method has one authorizer; the first of these is taken', security.position);
}

function readExplicit(operation: Operation, context: ImportContext): RouteAuthorization | undefined {
  const extension = operation.place.getAnyCase('x-amazon-apigateway-auth');
  if (!extension) return undefined;
  const fields = new Fields(extension, context);
  const type = fields.oneOf('type', ['NONE', 'AWS_IAM']);
  fields.warnOfTheRest();
  return type && { type };
}

function authorizationOf({ scheme, scopes }: UsedScheme): RouteAuthorization {
  if (scheme.kind === 'iam') return { type: 'AWS_IAM' };
  if (scheme.kind !== 'authorizer') return { type: 'NONE' };
  const { name, type } = scheme.authorizer;
  if (type === 'jwt') return { type: 'JWT', authorizer: name, scopes };
  if (type === 'cognito') return { type: 'COGNITO_USER_POOLS', authorizer: name, scopes };
  return { type: 'CUSTOM', authorizer: name };
}
