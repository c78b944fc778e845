import { compileModel, ModelError } from '../../mapping/json-schema/compile-model.ts';
import type { CompiledModel } from '../../mapping/json-schema/compile-model.ts';
import { JsonSyntaxError } from '../../mapping/json/reader.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { ApiModels } from '../../model/definition/api-common.ts';
import type { RestMethod } from '../../model/definition/rest-api.ts';
import type { RoutedCall } from '../call/call.ts';
import { requestMediaType } from '../transform/request-body.ts';

/** The checks a method makes before it calls its integration. */
export interface RequestValidator {
  /** @throws {GatewayError} BAD_REQUEST_PARAMETERS or BAD_REQUEST_BODY. */
  validate(call: RoutedCall): void;
}

/**
 * `undefined` where the method asks for no validation: with both flags off everything passes (recorded:
 * docs/aws/rest-api-observed.md#run-time-validation).
 */
export function compileValidator(
  method: RestMethod,
  models: ApiModels,
  warn: (message: string) => void,
): RequestValidator | undefined {
  const { requestValidator } = method;
  const required = requestValidator?.validateRequestParameters ? requiredParameters(method) : [];
  const bodyModels = requestValidator?.validateRequestBody
    ? compileModels(method, models, warn)
    : new Map<string, CompiledModel>();
  if (required.length === 0 && bodyModels.size === 0) return undefined;
  return {
    validate(call) {
      const missing = required.filter((parameter) => parameter.isMissing(call)).map(({ name }) => name);
      if (missing.length > 0) {
        throw new GatewayError('BAD_REQUEST_PARAMETERS', {
          clientMessage: `Missing required request parameters: [${missing.join(', ')}]`,
        });
      }
      validateBody(call, bodyModels);
    },
  };
}

interface RequiredParameter {
  readonly name: string;
  isMissing(call: RoutedCall): boolean;
}

/**
 * In the order of the message: headers, path, query string (recorded: docs/aws/rest-api-observed.md#run-time-validation). A blank value
 * counts as missing.
 */
function requiredParameters(method: RestMethod): RequiredParameter[] {
  const names = Object.keys(method.requestParameters).filter((name) => method.requestParameters[name]);
  const of = (kind: string) =>
    names.filter((name) => name.startsWith(`method.request.${kind}.`)).map((name) => name.slice(16 + kind.length));
  return [
    ...of('header').map((name) => ({ name, isMissing: (call: RoutedCall) => isBlank(call.headers.all(name).at(-1)) })),
    ...of('path').map((name) => ({ name, isMissing: (call: RoutedCall) => isBlank(pathParameter(call, name)) })),
    ...of('querystring').map((name) => ({
      name,
      isMissing: (call: RoutedCall) => isBlank(call.query.get(name)?.at(-1)),
    })),
  ];
}

function pathParameter(call: RoutedCall, wanted: string): string | undefined {
  return call.route.pathParameters.find(([name]) => name === wanted)?.[1];
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}

/** Models that every API made by hand has; documents need not define them (docs/aws/rest-api.md#models). */
const BUILT_IN: Readonly<Record<string, string>> = {
  Empty: '{"type":"object"}',
  Error: '{"type":"object","properties":{"message":{"type":"string"}}}',
};

function compileModels(
  method: RestMethod,
  models: ApiModels,
  warn: (message: string) => void,
): Map<string, CompiledModel> {
  const schemaOf = (name: string) => models[name]?.schema ?? BUILT_IN[name];
  const compiled = new Map<string, CompiledModel>();
  for (const [mediaType, name] of Object.entries(method.requestModels)) {
    const schema = schemaOf(name);
    if (schema === undefined)
      warn(`${method.httpMethod} ${method.path}: there is no model "${name}"; ${mediaType} bodies are not validated`);
    else compiled.set(mediaType.toLowerCase(), compileOne(name, schema, schemaOf, warn));
  }
  return compiled;
}

/** An invalid model is reported once and lets nothing pass: a check that cannot run must not look like one that did. */
function compileOne(
  name: string,
  schema: string,
  schemaOf: (name: string) => string | undefined,
  warn: (message: string) => void,
): CompiledModel {
  try {
    return compileModel(schema, schemaOf);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    warn(`The model "${name}" cannot be used: ${error.message}`);
    return { validate: () => [error.message] };
  }
}

/**
 * An empty body is `{}`, so an array model refuses it; a media type without a model is not checked (recorded:
 * docs/aws/rest-api-observed.md#run-time-validation).
 */
function validateBody(call: RoutedCall, models: ReadonlyMap<string, CompiledModel>): void {
  const mediaType = requestMediaType(call);
  const model = models.get(mediaType) ?? models.get('$default');
  if (!model) return;
  const messages = messagesOf(model, call.body.length === 0 ? '{}' : call.body.toString('utf8'));
  if (messages.length === 0) {
    call.log?.info(`Request validation succeeded for content type ${mediaType}`);
    return;
  }
  const validationErrorString = `[${messages.join(', ')}]`;
  call.log?.error(`Request body does not match model schema for content type ${mediaType}: ${validationErrorString}`);
  throw new GatewayError('BAD_REQUEST_BODY', {
    validationErrorString,
    clientMessage: 'Invalid request body',
    reason: validationErrorString,
  });
}

/** What is wrong with a body; that it is not JSON counts as a message too. */
function messagesOf(model: CompiledModel, body: string): string[] {
  try {
    return model.validate(body);
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof ModelError) return [error.message];
    throw error;
  }
}
