import type { HttpApi } from '../../model/definition/http-api.ts';
import type { Addressing } from '../routing/addressing.ts';
import type { CorsPolicy } from './cors.ts';
import type { Route } from './route.ts';
import type { RouteTree } from '../routing/routes.ts';
import type { HttpApiServices } from './services.ts';

/** An HTTP API's stage as it stands after compiling: everything that the requests of one deployment share. */
export interface Deployment {
  readonly api: HttpApi;
  readonly services: HttpApiServices;
  readonly addressing: Addressing;
  readonly routes: RouteTree<Route>;
  readonly cors: CorsPolicy | undefined;
  /** Absent when the stage has none, as events leave it out. */
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  /** `dd/MMM/yyyy:HH:mm:ss +0000` of a time in milliseconds. */
  readonly requestTime: (milliseconds: number) => string;
}
