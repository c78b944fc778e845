import type { Passage } from './passage.ts';

/** Decides what the integration is sent: parameters, template, content conversion, overrides, header rules. */
export function mapIntegrationRequest(passage: Passage): void {
  const { call, method } = passage.matched;
  passage.request = method.integration.mapRequest(call);
}
