import { Readable } from 'node:stream';
import { MAX_EVENT_BYTES } from '../../model/definition/limits.ts';
import type { IamIdentity } from '../../authorizers/contract.ts';
import { compileCors } from '../../http-api/call/cors.ts';
import type { CorsPolicy } from '../../http-api/call/cors.ts';
import { requestTimeFormatter } from '../../model/http/request-time.ts';
import { functionArn } from '../../model/lambda/arn.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import type { FunctionUrl } from '../../model/definition/function.ts';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import type { Drill } from '../../drills/index.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import { readBody } from '../bounded-body.ts';
import { beginDrill, drilledAnswer } from './drill.ts';
import { bufferedAnswer } from './buffered-answer.ts';
import { preflightAnswer, withCors } from './cross-origin.ts';
import { functionUrlEvent } from './event.ts';
import type { FunctionUrlEvent } from './event.ts';
import { record, requestUnderWay } from './exchange-record.ts';
import type { BegunRequest, Handled } from './exchange-record.ts';
import { MalformedResponse } from './function-response.ts';
import { failedFunction, requestTooLarge, serviceRefusal } from './refusals.ts';
import type { FunctionUrlServices } from './services.ts';
import { signerOf } from './signer.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { urlHostName, urlIdOf } from './url-id.ts';

export type { FunctionUrlServices } from './services.ts';
export { urlHostName } from './url-id.ts';

/**
 * Compiles a function's URL: a request in, the function invoked, its response out (docs/aws/lambda.md#function-urls,
 * docs/aws/lambda.md#consumers). Throws `POLICY_INVALID` for an invalid policy of a credential.
 */
export function compileFunctionUrl(functionName: string, url: FunctionUrl, services: FunctionUrlServices): FrontEnd {
  return new FunctionUrlFrontEnd(functionName, url, services);
}

class FunctionUrlFrontEnd implements FrontEnd {
  readonly #functionName: string;
  readonly #url: FunctionUrl;
  readonly #services: FunctionUrlServices;
  readonly #cors: CorsPolicy | undefined;
  readonly #signer: ReturnType<typeof signerOf> | undefined;
  readonly #urlId: string;
  readonly #domainName: string;
  readonly #time = requestTimeFormatter();

  constructor(functionName: string, url: FunctionUrl, services: FunctionUrlServices) {
    this.#functionName = functionName;
    this.#url = url;
    this.#services = services;
    this.#cors = url.cors && compileCors(url.cors);
    const { region, accountId, credentials, clock } = services;
    this.#signer =
      url.auth === 'AWS_IAM'
        ? signerOf({ credentials, region, clock, functionArn: functionArn(region, accountId, functionName) })
        : undefined;
    this.#urlId = urlIdOf(functionName);
    this.#domainName = urlHostName(functionName, services.region);
  }

  async handle(request: ClientRequest): Promise<ClientResponse> {
    const { clock, ids } = this.#services;
    const began = performance.now();
    const startedAt = clock.now();
    const requestId = ids.uuid();
    const traceRoot = ids.traceRoot(startedAt);
    const preflight = preflightAnswer(request, this.#cors);
    const drill = beginDrill(this.#services, this.#functionName, request.method);
    const begun: BegunRequest = { request, requestId, startedAt, began, functionName: this.#functionName };
    this.#services.journal.begun?.(begun, requestUnderWay);
    const handled = preflight ? { response: preflight } : await this.#answered({ begun, traceRoot, drill });
    const answer = preflight ?? withCors(handled.response, request, this.#cors);
    const whole = {
      ...answer,
      headers: [
        ...answer.headers,
        ['x-amzn-RequestId', requestId] as const,
        ['X-Amzn-Trace-Id', `root=${traceRoot};sampled=0`] as const,
      ],
    };
    const response = drill?.answer(whole) ?? whole;
    const faults = drill && drill.notes.length > 0 ? { faults: drill.notes } : {};
    record(this.#services, { ...faults, ...handled, begun, response });
    return response;
  }

  async #answered(facts: RequestFacts): Promise<Handled> {
    try {
      return await this.#answer(facts);
    } catch (error) {
      this.#services.journal.lost?.(facts.begun);
      throw error;
    }
  }

  async #answer(facts: RequestFacts): Promise<Handled> {
    const { request, requestId } = facts.begun;
    const body = await bodyOf(request);
    if (body === undefined) return { response: failedFunction, reason: 'The client broke off its request' };
    if ('tooMany' in body) return { response: requestTooLarge(body.tooMany, MAX_EVENT_BYTES) };
    const signer = await this.#signer?.(request, body.bytes);
    if (signer && 'refusal' in signer) return { response: signer.refusal, reason: signer.reason };
    const event = this.#eventOf(body.bytes, facts, signer?.iam);
    facts.begun.event = event;
    const { drill } = facts;
    return drill === undefined
      ? this.#invoke(event, requestId, this.#services.lambda)
      : drilledAnswer(drill, event, () => this.#invoke(event, requestId, drill.lambda ?? this.#services.lambda));
  }

  #eventOf(bytes: Buffer, { begun, traceRoot }: RequestFacts, iam: IamIdentity | undefined): FunctionUrlEvent {
    const { request, requestId, startedAt } = begun;
    return functionUrlEvent(request, bytes, {
      urlId: this.#urlId,
      domainName: this.#domainName,
      requestId,
      timeEpoch: startedAt,
      time: this.#time(startedAt),
      traceRoot,
      iam,
    });
  }

  /** The event's request id is that of the invocation, as documented for function URLs. */
  async #invoke(event: FunctionUrlEvent, requestId: string, lambda: LambdaInvoker): Promise<Handled> {
    const traceHeader = event.headers['x-amzn-trace-id'] ?? '';
    const started = await lambda
      .invokeStreaming({ functionName: this.#functionName, event, traceHeader, requestId })
      .catch((error: unknown) => serviceRefusal(error) ?? Promise.reject(error));
    if ('statusCode' in started) return { response: started, event };
    const handled = { event, result: started.finished };
    const read = this.#url.invokeMode === 'RESPONSE_STREAM' ? streamedAnswer : bufferedAnswer;
    try {
      return { ...handled, response: (await read(started)) ?? failedFunction };
    } catch (error) {
      if (!(error instanceof MalformedResponse)) throw error;
      started.body.resume();
      return { ...handled, response: failedFunction, reason: `The function's response is malformed: ${error.message}` };
    }
  }
}

interface RequestFacts {
  readonly begun: BegunRequest;
  readonly traceRoot: string;
  /** What drills do to it, while there are any. */
  readonly drill: Drill | undefined;
}

/** `undefined` when the client went away while sending. */
async function bodyOf(request: ClientRequest) {
  const { body } = request;
  if (body === null) return { bytes: Buffer.alloc(0) };
  const source = body instanceof Readable ? (body as AsyncIterable<Buffer>) : Readable.from([body]);
  return readBody(source as AsyncIterable<Buffer>, MAX_EVENT_BYTES).catch(() => undefined);
}
