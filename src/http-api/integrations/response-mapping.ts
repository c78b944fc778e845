import { Readable } from 'node:stream';
import { MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';
import { parameterSources } from '../transform/parameter-sources.ts';
import type { Integrate } from './contract.ts';
import type { IntegrationSettings } from './settings.ts';
import { changeHeader } from './header-changes.ts';
import { compileChanges, readsBody } from './mapping-expression.ts';
import type { ParameterChange } from './mapping-expression.ts';

interface ResponseMapping {
  readonly changes: readonly ParameterChange[];
  readonly readsBody: boolean;
}

/**
 * Adds the mappings that an integration has for exact status codes (docs/aws/http-api.md#parameter-mapping). The gateway's own errors are
 * not mapped.
 */
export function compileResponseMapping({ integration }: IntegrationSettings, integrate: Integrate): Integrate {
  const mappings = new Map<number, ResponseMapping>();
  for (const [statusCode, parameters] of Object.entries(integration.responseParameters)) {
    mappings.set(Number(statusCode), {
      changes: compileChanges(parameters, 'response'),
      readsBody: readsBody(parameters, 'response'),
    });
  }
  if (mappings.size === 0) return integrate;
  return async (exchange) => {
    const result = await integrate(exchange);
    const mapping = mappings.get(result.statusCode);
    if (!mapping) return result;
    const whole = mapping.readsBody && result.body instanceof Readable ? await heldWhole(result, result.body) : result;
    return applyChanges(mapping.changes, exchange, whole);
  };
}

function applyChanges(
  changes: readonly ParameterChange[],
  exchange: HttpExchange,
  original: IntegrationResult,
): IntegrationResult {
  const sources = parameterSources(exchange, original);
  let { statusCode, headers } = original;
  for (const { key, value } of changes) {
    const text = key.action === 'remove' ? '' : value.evaluate(sources);
    if (text === undefined) continue;
    if (key.location === 'header') headers = changeHeader(headers, key.action, key.name, headerText(text));
    else statusCode = finalStatus(text) ?? statusCode;
  }
  return { ...original, statusCode, headers };
}

/** Control characters cannot stand in a header line; they become blanks. */
function headerText(value: string): string {
  return value.replace(/[\r\n\0]+/g, ' ');
}

function finalStatus(value: string): number | undefined {
  return /^[2-5]\d\d$/.test(value) ? Number(value) : undefined;
}

async function heldWhole(result: IntegrationResult, stream: Readable): Promise<IntegrationResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_PAYLOAD_BYTES) throw new Error(`it is over ${MAX_PAYLOAD_BYTES} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new GatewayError('INTEGRATION_FAILURE', {
      cause: error,
      reason: `The backend's body could not be mapped: ${why}`,
    });
  }
  return { statusCode: result.statusCode, headers: result.headers, body: Buffer.concat(chunks, size) };
}
