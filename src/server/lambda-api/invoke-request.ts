import type { IncomingMessage } from 'node:http';
import { parseJson } from '../../model/base/json.ts';
import { MAX_ASYNC_EVENT_BYTES, MAX_EVENT_BYTES } from '../../model/definition/limits.ts';
import { functionArn } from '../../model/lambda/arn.ts';
import type { InvokeCall } from '../../model/lambda/invocation.ts';
import { readBody } from '../bounded-body.ts';
import { parseFunctionReference } from './function-reference.ts';
import type { FunctionReference } from './function-reference.ts';
import type { LambdaApiServices } from './services.ts';
import {
  brokenOff,
  failsValidation,
  functionNotFound,
  invalidParameter,
  Refusal,
  tooLarge,
} from './service-refusal.ts';

/** Bytes of an event by kind of invocation. */
const MAX_PAYLOAD = {
  RequestResponse: MAX_EVENT_BYTES,
  DryRun: MAX_EVENT_BYTES,
  Event: MAX_ASYNC_EVENT_BYTES,
} as const;
/** Bytes of the client context as sent, in base64 (docs/aws/lambda.md#invoke-api). */
const MAX_CLIENT_CONTEXT = 3583;

export type InvocationType = keyof typeof MAX_PAYLOAD;

/** What the headers and the path of an Invoke request say. */
export interface InvokeParameters {
  readonly type: InvocationType;
  /** The log's end is wanted in the answer. */
  readonly tail: boolean;
  /** Everything of the call but its payload. */
  readonly call: Omit<InvokeCall, 'event' | 'payload'>;
}

/** Reads the parameters. Throws `Refusal` for what Lambda does not accept, and for functions that there are not. */
export function invokeParameters(
  message: IncomingMessage,
  functionName: string,
  qualifier: string | null,
  types: readonly InvocationType[],
  services: LambdaApiServices,
): InvokeParameters {
  const reference = knownFunction(functionName, qualifier, services);
  const type = oneOf(header(message, 'x-amz-invocation-type') ?? 'RequestResponse', 'invocationType', types);
  const logType = oneOf(header(message, 'x-amz-log-type') ?? 'None', 'logType', ['None', 'Tail'] as const);
  const context = header(message, 'x-amz-client-context');
  const trace = header(message, 'x-amzn-trace-id');
  const tenantId = header(message, 'x-amz-tenant-id');
  return {
    type,
    tail: logType === 'Tail',
    call: {
      functionName: reference.name,
      ...(reference.qualifier === undefined ? {} : { qualifier: reference.qualifier }),
      ...(trace === undefined ? {} : { traceHeader: trace }),
      // Asynchronous events have none.
      ...(context === undefined || type === 'Event' ? {} : { clientContext: clientContext(context) }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(logType === 'Tail' && { tail: true }),
    },
  };
}

/** The event's text. Throws `Refusal` when it is over the limit of its kind of invocation. */
export async function payloadOf(message: IncomingMessage, type: InvocationType): Promise<string> {
  const limit = MAX_PAYLOAD[type];
  const body = await readBody(message, limit).catch((error: unknown) => {
    // The client has disconnected.
    throw brokenOff(error);
  });
  if ('tooMany' in body) throw tooLarge(body.tooMany, type, limit);
  return body.bytes.toString();
}

/**
 * The function that a path names. The qualifier may stand in the name or in the query; in both only if they agree. `notFound`: how the call words
 * that there is none.
 */
export function knownFunction(
  functionName: string,
  qualifier: string | null,
  services: LambdaApiServices,
  notFound = functionNotFound,
): FunctionReference {
  const reference = parseFunctionReference(functionName);
  if (!reference) throw failsValidation(functionName, 'functionName', 'Member must be a function name or its ARN');
  if (qualifier !== null && reference.qualifier !== undefined && qualifier !== reference.qualifier) {
    throw invalidParameter('The derived qualifier from the function name does not match the specified qualifier.');
  }
  const wanted = qualifier ?? reference.qualifier;
  if (!Object.hasOwn(services.functions(), reference.name)) {
    throw notFound(functionArn(services.region(), services.accountId(), reference.name, wanted));
  }
  return wanted === undefined ? reference : { name: reference.name, qualifier: wanted };
}

function header(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<Value extends string>(text: string, member: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw failsValidation(text, member, `Member must satisfy enum value set: [${values.join(', ')}]`);
}

/** Parsed; the words of the refusal are unproven. */
function clientContext(base64: string): unknown {
  const context = base64.length > MAX_CLIENT_CONTEXT ? undefined : parseJson(Buffer.from(base64, 'base64').toString());
  if (context !== undefined) return context;
  throw new Refusal(400, 'InvalidRequestContentException', {
    Type: 'User',
    message: 'Client context must be a valid Base64-encoded JSON object.',
  });
}
