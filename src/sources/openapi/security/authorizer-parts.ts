import type { Authorizer } from '../../../model/definition/authorizer.ts';
import type { LambdaTarget } from '../../../model/definition/integration.ts';
import { derivedId } from '../../../model/definition/derived-id.ts';
import type { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import { checkFunctionExists, functionTargetOf } from '../function-uri.ts';
import type { ImportContext } from '../import-context.ts';

/** A security scheme that holds an authorizer. */
export interface AuthorizerScheme {
  readonly name: string;
  readonly scheme: DocumentPlace;
  /** The extension `x-amazon-apigateway-authorizer`. */
  readonly fields: Fields;
  readonly context: ImportContext;
}

/** The authorizer's type; an error when there is none, or none of these. */
export function readType<Type extends string>(scheme: AuthorizerScheme, types: readonly Type[]): Type | undefined {
  const { fields, context } = scheme;
  const type = fields.oneOf('type', types);
  if (!fields.raw('type')) context.problems.error('an authorizer needs "type"', fields.place.position);
  return type;
}

/** Seconds, unless the document says otherwise (docs/aws/rest-api.md#lambda-authorizers, docs/aws/http-api.md#authorizer-caching). */
export const DEFAULT_TTL = 300;

export function readTtl({ fields }: AuthorizerScheme): number | undefined {
  return fields.integer('authorizerResultTtlInSeconds', { from: 0, to: 3600 });
}

/** The authorizer's function; an error when none is named. The role that would call it means nothing here. */
export function readAuthorizerFunction({ fields, context }: AuthorizerScheme): LambdaTarget | undefined {
  fields.text('authorizerCredentials', 'role');
  const place = fields.raw('authorizerUri');
  if (!place) {
    context.problems.error('a Lambda authorizer needs "authorizerUri"', fields.place.position);
    return undefined;
  }
  const uri = context.texts.read(place, 'function');
  if (uri === undefined) return undefined;
  const target = functionTargetOf(uri, context);
  if (!target) {
    const hint = 'Wanted arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations.';
    context.problems.error(`"authorizerUri" names no Lambda function: "${uri}"`, place.position, hint);
    return undefined;
  }
  checkFunctionExists(target, place, context);
  return target;
}

/** The comma-separated sources of "identitySource", each checked against the forms of this kind of API. */
export function readIdentitySources(
  { fields, context }: AuthorizerScheme,
  form: RegExp,
  wanted: string,
): readonly string[] {
  const place = fields.raw('identitySource');
  if (!place) return [];
  const texts = place.isList ? place.items().map((item) => context.texts.read(item)) : [context.texts.read(place)];
  const sources = texts.flatMap((text) => (text ?? '').split(',').map((source) => source.trim()));
  for (const source of sources) {
    if (source !== '' && !form.test(source))
      context.problems.error(`"${source}" is not an identity source`, place.position, `Wanted ${wanted}.`);
  }
  return sources.filter((source) => source !== '');
}

export function authorizerId(name: string): string {
  return derivedId('authorizer', name, 6);
}

export function declaredAt({ scheme }: AuthorizerScheme): Pick<Authorizer, 'declaredAt'> {
  const position = scheme.keyPosition;
  return position ? { declaredAt: position } : {};
}
