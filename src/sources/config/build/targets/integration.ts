import type { Integration, IntegrationResponse } from '../../../../model/definition/integration.ts';
import { checkIntegrationTexts } from '../../check/integration-texts.ts';
import { serviceActionProblem } from '../../check/service-actions.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';
import { keyedResponses, type WrittenIntegration, type WrittenResponse } from '../context/written.ts';
import { integrationDefaults } from '../../../../model/definition/integration-defaults.ts';
import { integrationTarget } from './integration-target.ts';

/** An `integration:` in the fields of `x-amazon-apigateway-integration`. */
export function buildIntegration(written: WrittenIntegration, place: Place, context: ApiContext): Integration {
  const target = integrationTarget(written, place, context);
  checkIntegrationTexts(written, place, context);
  if (written.integrationSubtype !== undefined) checkSubtype(written, place);
  const { responses: _, ...fields } = written;
  return {
    ...integrationDefaults(context.kind),
    ...fields,
    ...payloadFormat(written, target.lambda !== undefined, place, context),
    ...target,
    responses: keyedResponses(written).map(({ key, response }) => buildResponse(key, response, context)),
    ...place.declaredAt,
  };
}

/**
 * HTTP APIs send 2.0 to functions by default; everything else is 1.0 (docs/aws/http-api.md#objects,
 * docs/aws/http-api.md#lambda-proxy).
 */
function payloadFormat(
  written: WrittenIntegration,
  isLambda: boolean,
  place: Place,
  context: ApiContext,
): Pick<Integration, 'payloadFormatVersion'> {
  if (context.kind === 'http' && isLambda) return { payloadFormatVersion: written.payloadFormatVersion ?? '2.0' };
  if (written.payloadFormatVersion === '2.0') {
    const at = place.at('payloadFormatVersion');
    at.error(`${at.name} must be "1.0" here: only Lambda functions get payload 2.0`);
  }
  return written.type === 'AWS_PROXY' ? { payloadFormatVersion: '1.0' } : {};
}

function checkSubtype(written: WrittenIntegration, place: Place): void {
  if (written.type !== 'AWS_PROXY') {
    const at = place.at('integrationSubtype');
    at.error(`${at.name} needs type AWS_PROXY, found ${written.type}`);
  }
  const problem = serviceActionProblem(written.integrationSubtype ?? '', Object.keys(written.requestParameters ?? {}));
  if (problem) place.at(problem.at).error(`${place.name}: ${problem.message}`, problem.hint);
}

function buildResponse(key: string, response: WrittenResponse, context: ApiContext): IntegrationResponse {
  const pattern = selectionPattern(key, context);
  return {
    ...(pattern !== undefined && { selectionPattern: pattern }),
    statusCode: response.statusCode ?? '200',
    responseParameters: response.responseParameters ?? {},
    responseTemplates: response.responseTemplates ?? {},
    ...(response.contentHandling && { contentHandling: response.contentHandling }),
    ...(response.templateSelectionExpression !== undefined && {
      templateSelectionExpression: response.templateSelectionExpression,
    }),
  };
}

/**
 * REST: `default`, or a pattern as it is. WebSocket: `$default`, or a pattern between slashes (docs/aws/websocket-api.md#response-side).
 */
function selectionPattern(key: string, context: ApiContext): string | undefined {
  if (context.kind === 'rest') return key === 'default' ? undefined : key;
  return key === '$default' ? undefined : key.replace(/^\/(.*)\/$/s, '$1');
}
