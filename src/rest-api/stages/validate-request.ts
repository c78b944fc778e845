import type { Passage } from './passage.ts';

/** Parameters first, body second; only the first failure is told (recorded: rest-api-observed 12.1). */
export function validateRequest({ matched: { call, method } }: Passage): void {
  method.validator?.validate(call);
}
