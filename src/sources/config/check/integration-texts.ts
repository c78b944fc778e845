import type { ExpressionUse } from '../../problems/text-checks.ts';
import type { ApiContext } from '../build/context/context.ts';
import { keyedResponses, type WrittenIntegration, type WrittenResponse } from '../build/context/written.ts';
import type { Place } from '../shape/place.ts';

/** Keys of parameter mappings (docs/aws/rest-api.md#parameter-mapping, docs/aws/http-api.md#parameter-mapping). */
const REST_REQUEST_KEY = /^integration\.request\.(?:header|querystring|path)\.\S+$/;
const REST_RESPONSE_KEY = /^method\.response\.header\.\S+$/;
const HTTP_REQUEST_KEY = /^(?:(?:append|overwrite|remove):(?:header|querystring)\.\S+|overwrite:path)$/;
const HTTP_RESPONSE_KEY = /^(?:(?:append|overwrite|remove):header\.\S+|overwrite:statuscode)$/;

/** Templates, parameter mappings and response keys of an integration: that they can be what they are meant to be. */
export function checkIntegrationTexts(written: WrittenIntegration, place: Place, context: ApiContext): void {
  checkTemplates(written.requestTemplates, place.at('requestTemplates'), context);
  if (context.kind === 'http') checkHttpMappings(written, place, context);
  else {
    const use = context.kind === 'rest' ? 'rest-request' : 'websocket-request';
    checkMappings(written.requestParameters, place.at('requestParameters'), context, {
      key: REST_REQUEST_KEY,
      wanted: 'integration.request.header.X (or querystring, path)',
      use,
    });
  }
  checkSelection(written.templateSelectionExpression, place.at('templateSelectionExpression'), context);
  for (const { at, key, response } of keyedResponses(written)) {
    checkResponse(key, response, place.at('responses', at), context);
  }
}

function checkHttpMappings(written: WrittenIntegration, place: Place, context: ApiContext): void {
  // A service action's parameters have names of their own.
  if (written.integrationSubtype === undefined) {
    checkMappings(written.requestParameters, place.at('requestParameters'), context, {
      key: HTTP_REQUEST_KEY,
      wanted: 'append:header.X, overwrite:querystring.X, remove:header.X or overwrite:path',
      use: 'http-request',
    });
  }
  for (const [status, mappings] of Object.entries(written.responseParameters ?? {})) {
    const at = place.at('responseParameters', status);
    if (!/^[2-5]\d\d$/.test(status))
      at.keyError(`"${status}" in ${place.at('responseParameters').name} is not a status code`);
    checkMappings(mappings, at, context, {
      key: HTTP_RESPONSE_KEY,
      wanted: 'append:header.X, overwrite:header.X, remove:header.X or overwrite:statuscode',
      use: 'http-response',
    });
  }
}

function checkResponse(key: string, response: WrittenResponse, place: Place, context: ApiContext): void {
  const isDefault = key === 'default' || key === '$default';
  if (context.kind === 'websocket' && !isDefault && !/^\/.+\/$/s.test(key)) {
    place.keyError(`"${key}" in responses must be $default, or a pattern between slashes such as /4\\d\\d/`);
  }
  if (context.kind === 'rest' && key === '$default') {
    place.keyError('the default response of a REST integration is called "default", found "$default"');
  }
  if (!isDefault) {
    const mistake = context.checks.pattern?.(key.replace(/^\/(.*)\/$/s, '$1'));
    if (mistake !== undefined) place.keyError(`the pattern "${key}" is not a regular expression: ${mistake}`);
  }
  checkTemplates(response.responseTemplates, place.at('responseTemplates'), context);
  checkSelection(response.templateSelectionExpression, place.at('templateSelectionExpression'), context);
  if (context.kind !== 'rest') return;
  checkMappings(response.responseParameters, place.at('responseParameters'), context, {
    key: REST_RESPONSE_KEY,
    wanted: 'method.response.header.X',
    use: 'rest-response',
  });
}

/** A template that does not parse is a problem at its own line. */
function checkTemplates(
  templates: Readonly<Record<string, string>> | undefined,
  place: Place,
  context: Pick<ApiContext, 'checks' | 'stageVariables'>,
): void {
  const variables = Object.keys(context.stageVariables);
  for (const [key, template] of Object.entries(templates ?? {})) {
    const mistake = context.checks.template?.(template);
    const at = place.at(key);
    if (!mistake) {
      for (const { line, column, message, hint } of context.checks.templateDoubts?.(template, variables) ?? [])
        at.warningWithin(line, column, `in the template at ${at.name} ${message}`, hint);
      continue;
    }
    at.errorWithin(mistake.line, mistake.column, `the template at ${at.name} does not parse: ${mistake.message}`);
  }
}

/** A selection expression of a WebSocket API. */
export function checkSelection(
  expression: string | undefined,
  place: Place,
  context: Pick<ApiContext, 'checks'>,
): void {
  const mistake = expression === undefined ? undefined : context.checks.selectionExpression?.(expression);
  if (mistake !== undefined) place.error(`${place.name} is not a selection expression: ${mistake}`);
}

interface MappingRules {
  readonly key: RegExp;
  readonly wanted: string;
  readonly use: ExpressionUse;
}

function checkMappings(
  mappings: Readonly<Record<string, string>> | undefined,
  place: Place,
  context: ApiContext,
  rules: MappingRules,
): void {
  for (const [key, value] of Object.entries(mappings ?? {})) {
    const at = place.at(key);
    if (!rules.key.test(key)) at.keyError(`a key of ${place.name} must be ${rules.wanted}, found "${key}"`);
    else if (rules.use === 'http-request' || rules.use === 'http-response') checkHttpKey(key, at, context, rules.use);
    const mistake = key.startsWith('remove:') ? undefined : context.checks.expression?.(rules.use, value);
    if (mistake !== undefined) at.error(`${at.name} cannot be mapped: ${mistake}`);
  }
}

function checkHttpKey(key: string, place: Place, context: ApiContext, use: 'http-request' | 'http-response'): void {
  const mistake = context.checks.mappingKey?.(use === 'http-request' ? 'request' : 'response', key);
  if (mistake !== undefined) place.keyError(`${place.name} cannot be mapped: ${mistake}`);
}
