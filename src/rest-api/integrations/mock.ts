import { GatewayError } from '../../model/http/gateway-error.ts';
import type { CompiledIntegration } from './contract.ts';
import type { ResponseMapping } from './integration-response.ts';
import type { RequestBody } from '../transform/request-body.ts';
import { mockStatus } from './mock-status.ts';

const NOTHING = Buffer.alloc(0);

/**
 * `MOCK`: the request template's `statusCode` chooses the integration response; there is no backend (recorded:
 * docs/aws/rest-api-observed.md#mock).
 */
export function compileMock(requestBody: RequestBody, responses: ResponseMapping): CompiledIntegration {
  // The template mostly gives the same text again.
  let known: { readonly output: string; readonly status: number | undefined } | undefined;
  const statusIn = (output: string): number | undefined => {
    if (known?.output !== output) known = { output, status: mockStatus(output) };
    return known.status;
  };
  return {
    target: 'MOCK',
    streams: false,
    mapRequest(call) {
      const output = requestBody.text(call);
      const status = statusIn(output);
      if (status === undefined) {
        throw new GatewayError('API_CONFIGURATION_ERROR', {
          reason: 'Unable to parse statusCode. It should be an integer that is defined in the request template.',
        });
      }
      return () => ({ statusCode: status, selection: String(status), headers: [], body: NOTHING });
    },
    mapResponse: (call, result) => responses.map(call, result),
  };
}
