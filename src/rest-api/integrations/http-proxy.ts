import { Readable } from 'node:stream';
import { isBinaryRequest } from '../transform/request-body.ts';
import { bytesOf } from '../transform/body-bytes.ts';
import { convertRequestBody, convertResponseBody } from '../transform/content-handling.ts';
import type { Integration } from '../../model/definition/integration.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { CompiledIntegration } from './contract.ts';
import { firstMediaType, wantsBinary } from '../call/media-types.ts';
import { httpProxyHeaders } from './outgoing-headers.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import { applyHeaderRules, BACKEND_HEADERS } from '../responses/response-headers.ts';
import { decodeContent } from '../transform/content-encoding.ts';
import { pairsOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { relay } from './relay.ts';
import { addressed, sendTo } from './http.ts';

/**
 * `HTTP_PROXY`: the client's request with mapped parameters on top, the backend's answer as it is (recorded:
 * docs/aws/rest-api-observed.md#http). With `responseTransferMode: STREAM` the body is relayed as it arrives.
 */
export function compileHttpProxy(
  integration: Integration,
  endpoint: Endpoint,
  mapping: RequestMapping,
): CompiledIntegration {
  const streams = integration.responseTransferMode === 'STREAM';
  return {
    target: endpoint.uri,
    streams,
    mapRequest(call) {
      const { header, path, querystring } = mapping.evaluate(call);
      const query = [...pairsOf(call.query), ...pairsOf(querystring)];
      const { bytes } = convertRequestBody(call.body, isBinaryRequest(call), integration.contentHandling);
      return sendTo(call, integration, {
        ...addressed(endpoint.url(call, path, query), httpProxyHeaders(call, header)),
        body: bytes.length === 0 ? null : bytes,
        streamResponse: streams,
      });
    },
    async mapResponse(call, result) {
      const { body } = result;
      if (body instanceof Readable) {
        call.facts.streamed = true;
        const headers = applyHeaderRules(result.headers, BACKEND_HEADERS);
        const deadline = call.startedAt + integration.timeoutInMillis;
        return { statusCode: result.statusCode, headers, body: relay(call, body, deadline), traced: false };
      }
      const encoding = firstHeader(result.headers, 'content-encoding');
      const bytes = bytesOf(body);
      const plain = await decodeContent(bytes, encoding);
      const binary = call.deployment.binaryMediaTypes.matches(
        firstMediaType(firstHeader(result.headers, 'content-type')),
      );
      const headers = applyHeaderRules(result.headers, BACKEND_HEADERS);
      return {
        statusCode: result.statusCode,
        // Decoded, so the header is gone; what could not be decoded keeps it.
        headers: plain ? headers.filter(([name]) => name.toLowerCase() !== 'content-encoding') : headers,
        body: convertResponseBody(plain ?? bytes, binary, wantsBinary(call), undefined).bytes,
        traced: false,
      };
    },
  };
}
