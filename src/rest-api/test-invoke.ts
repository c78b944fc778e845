import { Readable } from 'node:stream';
import type { ClientResponse, HeaderList } from '../model/http/messages.ts';
import { chunkBytes } from './transform/body-bytes.ts';
import { Call } from './call/call.ts';
import type { Deployment } from './call/deployment.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import type { CompiledMethod } from './deployment/compile-method.ts';
import { ExecutionLog } from './call/execution-log.ts';
import { logTime } from './call/log-time.ts';
import { executionPipeline, runPipeline } from './pipeline.ts';
import { compileRoutes } from './routing/routes.ts';
import { Passage } from './stages/passage.ts';
import type { MatchedCall } from './stages/passage.ts';

/** What to try: a method of a resource, and the request to give it. */
export interface TestInvokeInput {
  readonly httpMethod: string;
  /** `/pets/{petId}`; the one that answers the path when absent. */
  readonly resource?: string;
  /** Path with query as a client would send it, without the stage; the resource's own path when absent. It need not belong to the resource. */
  readonly pathWithQueryString?: string;
  readonly headers?: HeaderList;
  readonly body?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** The result of TestInvokeMethod (recorded: docs/aws/rest-api-observed.md#test-invoke-log). */
export interface TestInvocation {
  readonly status: number;
  readonly body: string;
  /** Last value of each header. */
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  /** Lines, each ended by a line feed. */
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
}

/** Runs one method without route, authorizer and API key, and keeps the log of each step. */
export async function testInvoke(
  api: CompiledApi,
  methods: readonly CompiledMethod[],
  input: TestInvokeInput,
): Promise<TestInvocation | undefined> {
  const method = input.resource === undefined ? routed(api, input) : methodFor(methods, input);
  if (!method) return undefined;
  const { clock } = api.deployment.services;
  const matched = testCall(api.deployment, method, input);
  const { call } = matched;
  const lines = [`Execution log for request ${call.requestId}`];
  call.log = new ExecutionLog((text) => lines.push(`${logTime(clock.now())} : ${text}`), 'INFO', true);
  const response = await runPipeline(executionPipeline, new Passage(api, call, matched));
  const body = await textOf(response.body);
  return {
    status: response.statusCode,
    body,
    ...shownHeaders(response.headers),
    log: lines.map((line) => `${line}\n`).join(''),
    latency: clock.now() - call.startedAt,
  };
}

function routed({ routes }: CompiledApi, input: TestInvokeInput): CompiledMethod | undefined {
  const [path = '/'] = (input.pathWithQueryString ?? '/').split('?');
  return routes.match(path, input.httpMethod)?.method;
}

function methodFor(methods: readonly CompiledMethod[], input: TestInvokeInput): CompiledMethod | undefined {
  const onResource = methods.filter(({ definition }) => definition.path === input.resource);
  return (
    onResource.find(({ definition }) => definition.httpMethod === input.httpMethod) ??
    onResource.find(({ definition }) => definition.httpMethod === 'ANY')
  );
}

function testCall(deployment: Deployment, method: CompiledMethod, input: TestInvokeInput): MatchedCall {
  const { path: resourcePath } = method.definition;
  const target = input.pathWithQueryString ?? resourcePath;
  const [path = '', ...query] = target.split('?');
  const stage = {
    ...deployment.api.stage,
    name: TEST_STAGE,
    variables: input.stageVariables ?? deployment.api.stage.variables,
  };
  const call = new Call(
    {
      ...deployment,
      api: { ...deployment.api, stage },
      domainName: 'testPrefix.testDomainName',
      domainPrefix: 'testPrefix',
      isTest: true,
    },
    {
      method: input.httpMethod,
      rawPath: path,
      rawQuery: query.join('?'),
      headers: input.headers ?? [],
      body: null,
      sourceIp: 'test-invoke-source-ip',
    },
    undefined,
  );
  call.target = { fullPath: path, eventPath: path, resourcePath: path };
  call.apiKey = { id: 'test-invoke-api-key-id', value: 'test-invoke-api-key' };
  call.body = Buffer.from(input.body ?? '', 'utf8');
  const own = compileRoutes([{ path: resourcePath, httpMethod: 'ANY', method }]).match(path, 'GET');
  const pathParameters = own?.pathParameters ?? [];
  return { call: Object.assign(call, { route: { method, pathParameters } }), method };
}

/** The pseudo stage of console tests (captured event). */
const TEST_STAGE = 'test-invoke-stage';

/** Only mapped headers, Content-Type, the trace id, and the error type of a failure. */
function shownHeaders(headers: HeaderList): Pick<TestInvocation, 'headers' | 'multiValueHeaders'> {
  const folded = new Map<string, string[]>();
  for (const [name, value] of headers) {
    if (HIDDEN.has(name)) continue;
    const values = folded.get(name);
    if (values) values.push(value);
    else folded.set(name, [value]);
  }
  return {
    headers: Object.fromEntries([...folded].map(([name, values]) => [name, values.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(folded),
  };
}

const HIDDEN = new Set(['x-amzn-RequestId', 'x-amz-apigw-id']);

async function textOf(body: ClientResponse['body']): Promise<string> {
  if (!(body instanceof Readable)) return body?.toString() ?? '';
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunkBytes(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
