import type { HttpApi } from '../../model/definition/http-api.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { HttpApiServices } from '../call/services.ts';

/** What an integration is compiled from. */
export interface IntegrationSettings {
  readonly integration: Integration;
  readonly routeKey: string;
  readonly api: HttpApi;
  readonly services: HttpApiServices;
  /** Puts the stage's variables into a text of the configuration. Throws `UnusableIntegration` where one is missing. */
  readonly substitute: (text: string) => string;
}

/** Thrown while compiling: the integration cannot work as configured. Requests to it are answered by 500, the others are served. */
export class UnusableIntegration extends Error {
  override name = 'UnusableIntegration';
}
