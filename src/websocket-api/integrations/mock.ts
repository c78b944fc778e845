import { GatewayError } from '../../model/http/gateway-error.ts';
import type { IntegrationCompiler } from './contract.ts';
import { byStatusCode, compileResponseMapping } from './integration-response.ts';
import { compileRequestText } from '../transform/request-template.ts';

/**
 * `MOCK`: the request template has to render an object with a status code, which integration responses are chosen by
 * (docs/aws/websocket-api.md#integration-types, docs/aws/websocket-api.md#response-side).
 */
export const compileMock: IntegrationCompiler = (integration, settings) => {
  const textOf = compileRequestText(integration);
  const outcomeOf = compileResponseMapping(integration, byStatusCode, settings);
  return {
    target: 'MOCK',
    async run(call, deployment) {
      const text = textOf(call, deployment);
      const statusCode = mockStatus(text);
      if (statusCode === undefined)
        throw new GatewayError('INTEGRATION_FAILURE', {
          reason: `a MOCK request template must render {"statusCode": 200}; it rendered ${text.slice(0, 200)}`,
        });
      call.record.integrationStatus = statusCode;
      return outcomeOf({ statusCode, headers: [], body: Buffer.alloc(0) }, call, deployment);
    },
  };
};

/** Lenient as for REST (docs/aws/rest-api-observed.md#mock): names may go without quotes; a quoted status is not a status. */
function mockStatus(text: string): number | undefined {
  const object = text.trim();
  if (!object.startsWith('{') || !object.endsWith('}')) return undefined;
  const found = /[{,]\s*(?:"statusCode"|'statusCode'|statusCode)\s*:\s*(\d{3})\s*[,}]/.exec(object);
  return found ? Number(found[1]) : undefined;
}
