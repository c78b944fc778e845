import type { Passage } from './passage.ts';

/** Chooses the integration response and maps it; proxies pass their own answer on. */
export function mapIntegrationResponse(passage: Passage): Promise<void> | undefined {
  const { call, method } = passage.matched;
  const mapped = method.integration.mapResponse(call, passage.result);
  if (mapped instanceof Promise) {
    return mapped.then((response) => {
      passage.response = response;
    });
  }
  passage.response = mapped;
  return undefined;
}
