import type { Readable } from 'node:stream';
import { MAX_PRELUDE_BYTES } from '../../model/definition/limits.ts';
import type { Integration, LambdaTarget } from '../../model/definition/integration.ts';
import type { StreamingResult } from '../../model/lambda/invocation.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { RoutedCall } from '../call/call.ts';
import { chunkBytes } from '../transform/body-bytes.ts';
import type { CompiledIntegration } from './contract.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import { PRELUDE_END, parsePrelude } from '../responses/prelude.ts';
import { applyHeaderRules, FUNCTION_HEADERS } from '../responses/response-headers.ts';
import { logLambdaRequest } from './lambda-log.ts';
import { functionFailure, proxyEventFor } from './lambda-proxy.ts';
import { compileTarget, functionAnswer, invocationOf, lambdaOf } from './lambda-target.ts';
import { relay } from './relay.ts';

const DELIMITER = Buffer.from(PRELUDE_END, 'latin1');

/**
 * `AWS_PROXY` with `responseTransferMode: STREAM` (docs/aws/rest-api.md#response-streaming, docs/aws/lambda.md#rest-response-streaming):
 * status and headers are sent when the metadata has come, the body as it arrives. A failure before that is an ordinary 502, an answer in
 * another format a 500; a failure afterwards cuts the connection.
 */
export function compileLambdaStream(
  integration: Integration,
  target: LambdaTarget,
  mapping: RequestMapping,
): CompiledIntegration {
  const resolve = compileTarget(target);
  return {
    target: target.functionName,
    streams: true,
    mapRequest(call) {
      const event = proxyEventFor(integration, mapping, call);
      const invocation = invocationOf(call, resolve(call), event);
      return async () => {
        const { services } = call.deployment;
        logLambdaRequest(call, invocation.functionName, () => JSON.stringify(event));
        const deadline = services.clock.now() + integration.timeoutInMillis;
        const started = lambdaOf(call)
          .invokeStreaming(invocation)
          .then(async (stream) => ({ stream, ...(await splitPrelude(call, stream)) }));
        const { functionName } = invocation;
        const { stream, metadata, rest } = await functionAnswer(started, functionName, integration, call);
        call.facts.integrationRequestId = stream.requestId;
        call.facts.integrationStatus = 200;
        call.facts.streamed = true;
        const { statusCode, headers } = parsePrelude(metadata);
        return { statusCode, selection: '', headers, body: relay(call, stream.body, deadline, rest) };
      };
    },
    mapResponse(call, result) {
      call.facts.functionStatus = result.statusCode;
      return {
        statusCode: result.statusCode,
        headers: applyHeaderRules(result.headers, FUNCTION_HEADERS),
        body: result.body,
        traced: true,
      };
    },
  };
}

/** Reads up to the delimiter; `rest` is what came with it. */
async function splitPrelude(
  call: RoutedCall,
  stream: StreamingResult,
): Promise<{ readonly metadata: string; readonly rest: Buffer }> {
  const source = stream.body;
  // Failures are read off `finished`; without a listener they would end the process.
  source.on('error', () => undefined);
  const head = await readToDelimiter(source).catch(() => undefined);
  if (head) return head;
  const result = await stream.finished;
  if (result.functionError) throw functionFailure(call, result);
  throw new GatewayError('API_CONFIGURATION_ERROR', {
    reason:
      'The function did not answer in the streaming format: metadata JSON, then eight zero bytes, within the first 16 KB',
  });
}

async function readToDelimiter(
  source: Readable,
): Promise<{ readonly metadata: string; readonly rest: Buffer } | undefined> {
  let seen: Buffer = Buffer.alloc(0);
  for (;;) {
    const chunk: unknown = source.read();
    if (chunk !== null) {
      seen = Buffer.concat([seen, chunkBytes(chunk)]);
      const end = seen.indexOf(DELIMITER);
      if (end >= 0 && end <= MAX_PRELUDE_BYTES) {
        return { metadata: seen.toString('utf8', 0, end), rest: seen.subarray(end + DELIMITER.length) };
      }
      if (end >= 0 || seen.length > MAX_PRELUDE_BYTES + DELIMITER.length) {
        source.resume();
        return undefined;
      }
      continue;
    }
    if (!(await hasMore(source))) return undefined;
  }
}

function hasMore(source: Readable): Promise<boolean> {
  if (source.readableEnded || source.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (more: boolean) => {
      source.off('readable', onReadable).off('end', onEnd).off('close', onEnd).off('error', onEnd);
      resolve(more);
    };
    const onReadable = () => settle(true);
    const onEnd = () => settle(false);
    source.once('readable', onReadable).once('end', onEnd).once('close', onEnd).once('error', onEnd);
  });
}
