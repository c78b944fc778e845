const CREDENTIALS = ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

/** Variables that Lambda sets itself and that no function may define (docs/aws/lambda.md#environment-variables, marked R). */
const RESERVED: ReadonlySet<string> = new Set([
  ...CREDENTIALS,
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  '_AWS_XRAY_DAEMON_ADDRESS',
  '_AWS_XRAY_DAEMON_PORT',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

export function isReservedVariable(name: string): boolean {
  return RESERVED.has(name);
}

/** Of the reserved ones, those that a developer has good reasons to set outside the function's definition. */
export function isCredentialVariable(name: string): boolean {
  return (CREDENTIALS as readonly string[]).includes(name);
}
