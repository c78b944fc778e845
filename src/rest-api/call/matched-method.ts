import type { RestMethod } from '../../model/definition/rest-api.ts';

/** The method that answers a call, as far as events, templates and logs speak of it. */
export interface MatchedMethod {
  readonly definition: RestMethod;
  /** `GET /pets/{id}`, `ANY /{proxy+}`. */
  readonly routeKey: string;
  /** For the journal: the function's name, the backend's URL, `MOCK`. */
  readonly target: string;
}
