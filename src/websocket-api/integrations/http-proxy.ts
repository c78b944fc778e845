import type { HeaderList } from '../../model/http/messages.ts';
import type { Call } from '../call/call.ts';
import { isOfOneHop } from '../call/handshake-facts.ts';
import { backendAnswer } from './backend-answer.ts';
import type { IntegrationCompiler } from './contract.ts';
import { httpRequest } from './http-request.ts';
import { compileRequestParameters } from '../transform/request-parameters.ts';
import { withoutTarget } from './missing-target.ts';

/** `HTTP_PROXY`: the message is the backend's body, the backend's body is the reply; a handshake takes the backend's status. */
export const compileHttpProxy: IntegrationCompiler = (integration) => {
  const { uri, timeoutInMillis } = integration;
  if (uri === undefined) return withoutTarget(integration);
  const parametersOf = compileRequestParameters(integration);
  return {
    target: uri,
    async run(call, deployment) {
      const text = call.eventType === 'MESSAGE' ? call.body : null;
      const request = httpRequest(integration, text, parametersOf(call, deployment), handshake(call), call, deployment);
      const answer = await backendAnswer(deployment.services.http.call(request), timeoutInMillis, call, deployment);
      return { statusCode: answer.statusCode, body: answer.body.toString('utf8') };
    },
  };
};

/** The handshake's headers go along, the WebSocket ones too (observed: they break some backends, and a mapping can replace them). */
function handshake(call: Call): HeaderList {
  if (call.eventType !== 'CONNECT') return [];
  return call.facts.headers.filter(([name]) => !isOfOneHop(name) && name.toLowerCase() !== 'host');
}
