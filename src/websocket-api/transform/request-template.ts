import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { compileExpression } from './expressions.ts';
import { compileTemplates } from './templates.ts';

/** The text that goes to the backend of a non-proxy integration. Throws UNSUPPORTED_MEDIA_TYPE where nothing may pass. */
export type RequestText = (call: Call, deployment: Deployment) => string;

/**
 * Chooses and renders the request template (docs/aws/websocket-api.md#request-side): the key that the selection expression gives, else
 * `$default`, else the passthrough behaviour decides. Without a selection expression an `application/json` template is used (observed).
 */
export function compileRequestText(integration: Integration): RequestText {
  const templates = compileTemplates(integration.requestTemplates);
  const { templateSelectionExpression, passthroughBehavior } = integration;
  const select =
    templateSelectionExpression === undefined
      ? () => 'application/json'
      : compileExpression(templateSelectionExpression);
  const passes =
    passthroughBehavior === 'WHEN_NO_MATCH' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size === 0);
  return (call, deployment) => {
    const template = templates.get(select({ call, deployment })) ?? templates.get('$default');
    if (template) return template({ body: bodyOf(call), call, deployment });
    if (!passes)
      throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', {
        reason: `no request template was chosen and passthroughBehavior is ${passthroughBehavior}`,
      });
    return bodyOf(call);
  };
}

/** Only messages have a body. */
function bodyOf(call: Call): string {
  return call.eventType === 'MESSAGE' ? call.body : '';
}
