import { onTestFinished } from 'vitest';
import { listenAdmin } from '../../../src/server/admin-listener.ts';
import { lambdaApi } from '../../../src/server/lambda-api/index.ts';
import { systemClock } from '../../../src/model/base/clock.ts';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';
import { randomIds } from '../../../src/model/base/ids.ts';
import type { LambdaSettings } from '../../../src/lambda/index.ts';
import { defined, serviceOf } from '../../lambda/service-under-test.ts';
import type { ServiceUnderTest } from '../../lambda/service-under-test.ts';

export interface ServedLambdaApi extends ServiceUnderTest {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** POST to a path of it. */
  readonly post: (
    path: string,
    body?: string | Buffer,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
}

/** The Lambda API on a port of its own, over functions of a project in a temporary folder. */
export async function servedLambdaApi(
  files: Readonly<Record<string, string>>,
  functions: Readonly<Record<string, Partial<LambdaFunction> & { readonly handler: string }>>,
  settings: Partial<LambdaSettings> = {},
): Promise<ServedLambdaApi> {
  let endpoint = '';
  const under = await serviceOf(files, functions, { env: () => ({ AWS_ENDPOINT_URL_LAMBDA: endpoint }), ...settings });
  const listener = await listenAdmin({
    host: '127.0.0.1',
    port: 0,
    healthy: () => true,
    handlers: [
      lambdaApi({
        lambda: under.service,
        functions: () => defined(under.app, functions),
        region: () => 'us-east-1',
        accountId: () => '123456789012',
        clock: systemClock,
        ids: randomIds,
      }),
    ],
    onDefect: (error) => {
      throw error;
    },
  });
  onTestFinished(() => listener.close(0));
  endpoint = `http://127.0.0.1:${listener.port}`;
  return {
    ...under,
    endpoint,
    post: (path, body, headers) =>
      fetch(`${endpoint}${path}`, {
        method: 'POST',
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
        ...(headers === undefined ? {} : { headers }),
      }),
  };
}
