import type { JsonPath } from '../jsonpath/index.ts';
import { JavaList } from '../values.ts';
import { bodyPath, bodyValue, parameterText } from './body-values.ts';
import { MappingExpressionError } from './mapping-expression-error.ts';
import { nestedErrorValue } from './nested-error-message.ts';
import type { MappedValue, MessageSource, ParameterSources } from './sources.ts';

/** A parsed source of a parameter mapping. */
export interface MappingExpression {
  /**
   * The mapped value; `undefined` when the source is absent: the target is then not set (recorded:
   * docs/aws/rest-api-observed.md#parameter-mapping).
   *
   * @throws {BodyNotJsonError} when the expression reads a body that should be JSON and is not.
   */
  evaluate(sources: ParameterSources): MappedValue | undefined;
}

/** `request`: sources for the integration request or a gateway response; `response`: for the method response. */
export type MappingSide = 'request' | 'response';

/**
 * Parses a source of a REST API's mapping: `method.request.header.Name`, `integration.response.body.a`, `stageVariables.name`,
 * `context.identity.sourceIp`, `'text'` (docs/aws/rest-api.md#parameter-mapping, docs/aws/rest-api-observed.md#parameter-mapping).
 *
 * @throws {MappingExpressionError}
 */
export function parseRestExpression(text: string, side: MappingSide): MappingExpression {
  return parseExpression(text, side === 'request' ? 'method.request' : 'integration.response');
}

/**
 * The same for WebSocket APIs, where requests are `route.request.…` (docs/aws/websocket-api.md#request-side).
 * @throws {MappingExpressionError}
 */
export function parseWebSocketExpression(text: string, side: MappingSide): MappingExpression {
  return parseExpression(text, side === 'request' ? 'route.request' : 'integration.response');
}

/** What parameter names may be made of; others cannot be mapped (docs/aws/rest-api.md#parameter-mapping). */
const parameterName = /^[a-zA-Z0-9._$-]+$/;

function parseExpression(text: string, prefix: string): MappingExpression {
  const literal = /^'([^]*)'$/.exec(text)?.[1];
  if (literal !== undefined) return { evaluate: () => literal };
  if (text.startsWith(`${prefix}.`)) return parseMessageExpression(text, prefix, text.slice(prefix.length + 1));
  const [, root, name] = /^(context|stageVariables)\.([a-zA-Z0-9._$-]+)$/.exec(text) ?? [];
  if (name === undefined) {
    throw new MappingExpressionError(
      text,
      `wanted ${prefix}.…, context.…, stageVariables.… or a text in single quotes`,
    );
  }
  if (root === 'context') return { evaluate: (sources) => sources.context(name) };
  return { evaluate: (sources) => sources.stageVariable(name) };
}

function parseMessageExpression(text: string, prefix: string, source: string): MappingExpression {
  const isRequest = prefix.endsWith('request');
  if (source.startsWith('body')) return bodyExpression(text, source.slice('body'.length), isRequest);
  const [, location = '', name = ''] = /^([a-z]+)\.([^]*)$/.exec(source) ?? [];
  const read = readers[location];
  if (read === undefined || (!isRequest && !location.includes('header'))) {
    throw new MappingExpressionError(text, `${prefix} has no ${JSON.stringify(location || source)}`);
  }
  if (!parameterName.test(name)) {
    throw new MappingExpressionError(
      text,
      `the name ${JSON.stringify(name)} may only consist of letters, digits, ".", "_", "$" and "-"`,
    );
  }
  return { evaluate: (sources) => read(sources, messageOf(sources, isRequest), name) };
}

type Reader = (sources: ParameterSources, message: MessageSource | undefined, name: string) => MappedValue | undefined;

/** Of several values the last one counts. One page of the guide has the plural `multivalueheaders`. */
const readers: Partial<Record<string, Reader>> = {
  path: (sources, _message, name) => sources.request.path(name),
  querystring: (sources, _message, name) => sources.request.querystring(name).at(-1),
  multivaluequerystring: (sources, _message, name) => allOf(sources.request.querystring(name)),
  header: (_sources, message, name) => message?.header(name).at(-1),
  multivalueheader: (_sources, message, name) => allOf(message?.header(name)),
  multivalueheaders: (_sources, message, name) => allOf(message?.header(name)),
};

function allOf(values: readonly string[] | undefined): readonly string[] | undefined {
  return values === undefined || values.length === 0 ? undefined : values;
}

function messageOf(sources: ParameterSources, isRequest: boolean): MessageSource | undefined {
  return isRequest ? sources.request : sources.response;
}

function bodyExpression(text: string, path: string, isRequest: boolean): MappingExpression {
  if (path === '') return { evaluate: (sources) => wholeBody(messageOf(sources, isRequest)) };
  const jsonPath = bodyPath(text, path);
  return { evaluate: (sources) => bodyField(messageOf(sources, isRequest), jsonPath, path, isRequest) };
}

/** An empty body is `{}`; one that looks like JSON must be JSON (docs/aws/rest-api-observed.md#parameter-mapping). */
function wholeBody(message: MessageSource | undefined): string | undefined {
  if (message === undefined) return undefined;
  const text = message.body();
  if (text === '') return '{}';
  if (/^\s*[{["]/.test(text)) bodyValue(message);
  return text;
}

function bodyField(
  message: MessageSource | undefined,
  path: JsonPath,
  text: string,
  isRequest: boolean,
): string | undefined {
  if (message === undefined) return undefined;
  const root = bodyValue(message);
  const found = path.read(root);
  if (found === undefined && !isRequest) return parameterText(nestedErrorValue(root, text));
  // An indefinite path that finds nothing is as absent as a definite one.
  if (!path.definite && found instanceof JavaList && found.items.length === 0) return undefined;
  return parameterText(found);
}
