import type { InvokeMessage } from '../environment/protocol.ts';

/**
 * Headers of an event on its way to a runtime (docs/aws/lambda.md#next-response). Header values are bytes: what is beyond ASCII goes as
 * UTF-8.
 */
export function nextHeaders(message: InvokeMessage): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': message.requestId,
    'Lambda-Runtime-Deadline-Ms': String(message.deadline),
    'Lambda-Runtime-Invoked-Function-Arn': message.arn,
    ...(message.trace === undefined ? {} : { 'Lambda-Runtime-Trace-Id': headerText(message.trace) }),
    ...(message.clientContext === undefined
      ? {}
      : { 'Lambda-Runtime-Client-Context': headerText(JSON.stringify(message.clientContext)) }),
    ...(message.tenantId === undefined ? {} : { 'Lambda-Runtime-Aws-Tenant-Id': headerText(message.tenantId) }),
  };
}

function headerText(value: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what a header cannot carry
  return Buffer.from(value.replace(/[\u0000-\u001f\u007f]/g, ' '), 'utf8').toString('latin1');
}
