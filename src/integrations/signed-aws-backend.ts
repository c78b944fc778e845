import type { Clock } from '../model/base/clock.ts';
import type { HeaderList } from '../model/http/messages.ts';
import { amzDateOf, encodeRfc3986, scopeText, sha256, signature } from '../signing/sigv4.ts';
import { endpointVariable, protocolOf } from './aws-protocols.ts';
import {
  type AwsBackend,
  type AwsServiceRequest,
  type BackendResponse,
  BackendError,
  type HttpBackend,
} from './contract.ts';

export interface AwsBackendOptions {
  readonly http: HttpBackend;
  readonly clock: Clock;
  /** Service name (`dynamodb`) -> URL. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Where `AWS_ENDPOINT_URL_*` and the credentials stand. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where a test answers in the service's place. Comes before every endpoint. */
  readonly standIn?: (service: string, region: string) => string | undefined;
}

/** Calls AWS services by their real protocol at the endpoint that the configuration or the environment names. */
export class SignedAwsBackend implements AwsBackend {
  readonly #options: AwsBackendOptions;

  constructor(options: AwsBackendOptions) {
    this.#options = options;
  }

  call(request: AwsServiceRequest): Promise<BackendResponse> {
    const endpoint = this.#options.standIn?.(request.service, request.region) ?? this.#endpointOf(request.service);
    if (endpoint === undefined) return Promise.reject(new BackendError('no-endpoint', noEndpoint(request.service)));
    const carried = carry(request);
    const url = target(endpoint, request, carried.query);
    const body = request.body ?? '';
    const headers = this.#sign(request, url, carried.headers, body);
    return this.#options.http.call({
      method: request.method,
      url: url.href,
      headers,
      body: request.body,
      timeoutMs: request.timeoutMs,
      streamResponse: false,
    });
  }

  /** Why calls to the service fail, where no endpoint is named for it. */
  missingEndpoint(service: string): string | undefined {
    return this.#endpointOf(service) === undefined ? noEndpoint(service) : undefined;
  }

  #endpointOf(service: string): string | undefined {
    const { endpoints, environment } = this.#options;
    return endpoints[service] ?? environment[endpointVariable(service)] ?? environment.AWS_ENDPOINT_URL;
  }

  #sign(request: AwsServiceRequest, url: URL, given: HeaderList, body: Buffer | string): HeaderList {
    const { environment, clock } = this.#options;
    const amzDate = amzDateOf(clock.now());
    const scope = { date: amzDate.slice(0, 8), region: request.region, service: signingName(request.service) };
    const payloadHash = sha256(body);
    const token = environment.AWS_SESSION_TOKEN;
    const headers: (readonly [string, string])[] = [
      ...given.filter(([name]) => name.toLowerCase() !== 'host'),
      ['Host', url.host],
      ['X-Amz-Date', amzDate],
      ...(request.service === 's3' ? [['X-Amz-Content-Sha256', payloadHash] as const] : []),
      ...(token === undefined ? [] : [['X-Amz-Security-Token', token] as const]),
    ];
    const values = new Map<string, string[]>();
    for (const [name, value] of headers) {
      const lower = name.toLowerCase();
      const list = values.get(lower);
      if (list === undefined) values.set(lower, [value]);
      else list.push(value);
    }
    const signedHeaders = [...values.keys()].filter((name) => !UNSIGNED.has(name)).sort();
    const signed = signature(
      {
        method: request.method,
        rawPath: url.pathname,
        rawQuery: url.search.slice(1),
        header: (name) => values.get(name) ?? [],
      },
      signedHeaders,
      payloadHash,
      scope,
      amzDate,
      environment.AWS_SECRET_ACCESS_KEY ?? 'local',
    );
    const credential = `${environment.AWS_ACCESS_KEY_ID ?? 'local'}/${scopeText(scope)}`;
    return [
      ...headers,
      [
        'Authorization',
        `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signed}`,
      ],
    ];
  }
}

function noEndpoint(service: string): string {
  return (
    `No endpoint for the AWS service "${service}": set endpoints: { ${service}: http://… } in the configuration, ` +
    `or ${endpointVariable(service)} in the environment`
  );
}

/** Headers that a hop may change on its way. */
const UNSIGNED = new Set(['connection', 'user-agent', 'x-amzn-trace-id', 'expect', 'transfer-encoding']);

/** Adds what the service's protocol needs to carry an action: the target header, or `Action` and `Version`. */
function carry(request: AwsServiceRequest): { headers: HeaderList; query: AwsServiceRequest['query'] } {
  if (request.action === undefined) return request;
  // `PutItem&Key=value`: further query parameters may follow the action in the URI (docs/aws/rest-api.md#uri-forms).
  const [action = '', ...more] = request.action.split('&');
  const extra = more.map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [name, value.join('=')];
  });
  const protocol = protocolOf(request.service);
  const query = [...extra, ...request.query];
  if (protocol.kind === 'query') {
    const has = (wanted: string): boolean => query.some(([name]) => name === wanted);
    if (!has('Version')) query.unshift(['Version', protocol.apiVersion]);
    query.unshift(['Action', action]);
    return { headers: request.headers, query };
  }
  if (protocol.kind === 'rest') return { headers: request.headers, query };
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const headers = request.headers.filter(
    ([name, value]) => name.toLowerCase() !== 'content-type' || value.includes('x-amz-json'),
  );
  if (headers.length < request.headers.length || !given.has('content-type')) {
    headers.push(['Content-Type', `application/x-amz-json-${protocol.version}`]);
  }
  if (!given.has('x-amz-target')) headers.push(['X-Amz-Target', `${protocol.targetPrefix}.${action}`]);
  return { headers, query };
}

function target(endpoint: string, request: AwsServiceRequest, query: AwsServiceRequest['query']): URL {
  const base = endpoint.replace(/\/+$/, '');
  const url = new URL(`${base}/${(request.path ?? '').replace(/^\/+/, '')}`);
  // On AWS a subdomain is a virtual host of the service; a local endpoint has one host, and S3 takes the bucket as the first segment.
  if (request.subdomain !== undefined && request.service === 's3')
    url.pathname = `/${request.subdomain}${url.pathname}`;
  const added = query.map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`).join('&');
  if (added !== '') url.search = url.search === '' ? added : `${url.search.slice(1)}&${added}`;
  return url;
}

function signingName(service: string): string {
  return service === 'email' ? 'ses' : service;
}
