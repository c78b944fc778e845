import { javaMatches } from '../../mapping/java-regex.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration, IntegrationResponse } from '../../model/definition/integration.ts';
import type { Call } from '../call/call.ts';
import type { IntegrationSettings } from './contract.ts';
import type { Deployment } from '../call/deployment.ts';
import { compileExpression } from '../transform/expressions.ts';
import { compileTemplates } from '../transform/templates.ts';
import type { BackendAnswer } from '../call/results.ts';
import type { IntegrationOutcome } from '../call/results.ts';

/**
 * Turns what a backend answered into the outcome, by the integration responses of a non-proxy integration
 * (docs/aws/websocket-api.md#response-side).
 */
export type ResponseMapping = (answer: BackendAnswer, call: Call, deployment: Deployment) => IntegrationOutcome;

/**
 * @param textToMatch what the keys are matched against: the status code, or the error message of a failed function.
 * The first key that matches wins, else the default response; a backend without either is an integration failure (inferred). An integration
 * without any response on a one-way route has nothing to map: the client is sent nothing
 * (docs/aws/websocket-api.md#response-side).
 */
export function compileResponseMapping(
  integration: Integration,
  textToMatch: (answer: BackendAnswer) => string,
  { routeResponse }: Pick<IntegrationSettings, 'routeResponse'>,
): ResponseMapping {
  if (integration.responses.length === 0 && !routeResponse) return unmapped;
  const responses = integration.responses.map(compileResponse);
  return (answer, call, deployment) => {
    const text = textToMatch(answer);
    const chosen = responses.find(({ matches }) => matches?.(text)) ?? responses.find(({ matches }) => !matches);
    if (!chosen)
      throw new GatewayError('INTEGRATION_FAILURE', {
        reason: `no integration response matches "${text}" and there is no $default one`,
      });
    return { statusCode: answer.statusCode, body: chosen.render(answer, call, deployment) };
  };
}

/** A handshake needs an answer, so there it stays a failure. */
const unmapped: ResponseMapping = (answer, call) => {
  if (call.eventType !== 'CONNECT') return { statusCode: answer.statusCode, body: '' };
  throw new GatewayError('INTEGRATION_FAILURE', { reason: 'the integration of $connect has no integration response' });
};

export function byStatusCode(answer: BackendAnswer): string {
  return String(answer.statusCode);
}

/** A function that succeeded matches no expression, so the default response serves it. */
export function byErrorMessage(answer: BackendAnswer): string {
  return answer.errorMessage ?? '';
}

interface CompiledResponse {
  /** Absent for the default response. */
  readonly matches?: (text: string) => boolean;
  render(answer: BackendAnswer, call: Call, deployment: Deployment): string;
}

function compileResponse(response: IntegrationResponse): CompiledResponse {
  const templates = compileTemplates(response.responseTemplates);
  const select = compileTemplateKey(response);
  const base64 = response.contentHandling === 'CONVERT_TO_TEXT';
  const { selectionPattern } = response;
  return {
    ...(selectionPattern === undefined ? {} : { matches: javaMatches(selectionPattern) }),
    render(answer, call, deployment) {
      const body = answer.body.toString(base64 ? 'base64' : 'utf8');
      for (const key of select(answer, call, deployment)) {
        const template = templates.get(key);
        if (template) return template({ body, call, deployment });
      }
      return body;
    },
  };
}

/**
 * Keys to look for, in order. Without an expression a sole template under `200` was seen to serve a 200
 * (docs/aws/websocket-api.md#response-side).
 */
function compileTemplateKey({ templateSelectionExpression }: IntegrationResponse) {
  if (templateSelectionExpression === undefined)
    return (answer: BackendAnswer): readonly string[] => [String(answer.statusCode), 'application/json', '$default'];
  const evaluate = compileExpression(templateSelectionExpression);
  return (answer: BackendAnswer, call: Call, deployment: Deployment): readonly string[] => [
    evaluate({ call, deployment, answer }),
    '$default',
  ];
}
