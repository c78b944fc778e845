import type { LambdaFunction } from '../../model/definition/function.ts';

/** What variables depend on besides the function. */
export interface VariableSettings {
  readonly region: string;
  /** Variables for every function: the env file's, and the emulator's own endpoints. */
  readonly env: Readonly<Record<string, string>>;
  /** The developer's shell; only the named few of it are passed on. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** Version of the Node that runs the function, for `AWS_EXECUTION_ENV` when the function names no runtime. */
  readonly nodeVersion: string;
}

/** Credentials that no real account knows: a handler that forgets an endpoint must not reach the developer's account by itself. */
const DUMMY_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIAGWEMULATELOCAL00',
  AWS_SECRET_ACCESS_KEY: 'gw-emulate-local-secret',
};

const FROM_SHELL =
  /^(?:AWS_ENDPOINT_URL(?:_\w+)?|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|PATH|HOME)$/;

/**
 * The whole environment of a function, as on AWS (docs/aws/lambda.md#environment-variables): the reserved variables win over the function's
 * own, those over the env file, that over the few that come from the shell.
 */
export function functionVariables(
  lambda: LambdaFunction,
  settings: VariableSettings,
  logStreamName: string,
  temporaryFolder: string,
): Record<string, string> {
  const shell = Object.fromEntries(
    Object.entries(settings.shell).filter(
      (entry): entry is [string, string] => FROM_SHELL.test(entry[0]) && entry[1] !== undefined,
    ),
  );
  const credentials = shell['AWS_ACCESS_KEY_ID'] === undefined ? DUMMY_CREDENTIALS : {};
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PWD: lambda.root,
    SHLVL: '0',
    // What os.tmpdir() answers: the nearest to a /tmp of one's own that there is without a container.
    TMPDIR: temporaryFolder,
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...shell,
    ...credentials,
    ...settings.env,
    ...lambda.environment,
    _HANDLER: lambda.handler,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime ?? `nodejs${settings.nodeVersion.split('.')[0]}.x`}`,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    // Nothing listens there for threads and Node processes; code that asks whether it runs on Lambda looks for it.
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
    LAMBDA_TASK_ROOT: lambda.root,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
  };
}

/** `yyyy/mm/dd/[$LATEST]<32 hex digits>` (docs/aws/lambda.md#context). */
export function logStreamName(nowMs: number, uuid: string): string {
  const [day = ''] = new Date(nowMs).toISOString().split('T');
  return `${day.replaceAll('-', '/')}/[$LATEST]${uuid.replaceAll('-', '')}`;
}
