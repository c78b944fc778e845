import type { HttpApi } from '../../model/definition/http-api.ts';
import type { Addressing } from '../routing/addressing.ts';
import type { CorsPolicy } from './cors.ts';
import type { HttpApiServices } from './services.ts';

/** The facts of one deployment of an API that every request may look at. */
export interface Deployment {
  readonly api: HttpApi;
  readonly services: HttpApiServices;
  readonly addressing: Addressing;
  readonly cors: CorsPolicy | undefined;
  /** Absent when the stage has none, as events leave it out. */
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  /** `dd/MMM/yyyy:HH:mm:ss +0000` of a time in milliseconds. */
  readonly requestTime: (milliseconds: number) => string;
}
