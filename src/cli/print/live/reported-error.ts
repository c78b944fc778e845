import { isJsonObject, parseJson } from '../../../model/base/json.ts';
import type { ThrownError } from '../../../model/lambda/thrown-error.ts';
import type { Exchange } from '../../../observability/exchange.ts';

/**
 * The error that a program reported through the Runtime API, or Python's runtime: `errorType`, `errorMessage` and `stackTrace`
 * (docs/aws/lambda.md#error-payload). `undefined` where the invocation did not fail so, or the report has no stack.
 */
export function reportedError({ result }: Exchange): ThrownError | undefined {
  if (result?.functionError === undefined) return undefined;
  const report = parseJson(result.payload);
  if (!isJsonObject(report)) return undefined;
  const { errorType, errorMessage, stackTrace } = report;
  if (typeof errorMessage !== 'string' || !Array.isArray(stackTrace)) return undefined;
  const lines = stackTrace.filter((line) => typeof line === 'string').flatMap(framesIn);
  if (lines.length === 0) return undefined;
  const name = typeof errorType === 'string' && errorType !== '' ? errorType : 'Error';
  return { what: 'Invoke Error', error: { name, message: errorMessage, frames: innermostFirst(lines) } };
}

/** A whole stack may be one text. */
function framesIn(text: string): string[] {
  return text
    .split(/\r?\n(?=[^\S\r\n]*(?:at |File "))/)
    .filter((line) => /^\s*(?:at |File ")/.test(line))
    .map(indented);
}

const indented = (line: string): string => (line.startsWith(' ') ? line : `    ${line}`);

/** Python lists the most recent call last. */
function innermostFirst(lines: readonly string[]): readonly string[] {
  return lines.some((line) => /^\s*File "/.test(line)) ? lines.toReversed() : lines;
}
