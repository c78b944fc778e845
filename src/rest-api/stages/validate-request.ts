import type { Passage } from './passage.ts';

/** Parameters first, body second; only the first failure is reported (recorded: docs/aws/rest-api-observed.md#run-time-validation). */
export function validateRequest({ matched: { call, method } }: Passage): void {
  method.validator?.validate(call);
}
