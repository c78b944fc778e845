import * as fc from 'fast-check';
import type { Authorizer } from '../../../../src/model/definition/authorizer.ts';
import type { HttpRoute } from '../../../../src/model/definition/http-api.ts';
import type { HttpApiDefinition } from '../../../../src/sources/openapi/index.ts';
import { anyAuthorization, httpAuthorizers } from './authorizers.ts';
import { httpIntegration } from './integrations.ts';
import { name, optional, path, verb } from './values.ts';

function route(known: Readonly<Record<string, Authorizer>>): fc.Arbitrary<HttpRoute> {
  return fc
    .record({
      routeKey: fc.oneof(
        fc.tuple(verb, path).map(([method, at]) => `${method} ${at}`),
        fc.constant('$default'),
      ),
      authorization: anyAuthorization(known),
      integration: httpIntegration,
      operationName: optional('operationName', name),
    })
    .map(({ operationName, ...rest }) => ({ ...rest, ...operationName }));
}

const list = fc.uniqueArray(fc.constantFrom('GET', 'a', 'b-c'));

export const httpApis: fc.Arbitrary<HttpApiDefinition> = httpAuthorizers.chain((known) =>
  fc
    .record({
      routes: fc.uniqueArray(route(known), { maxLength: 5, selector: (each) => each.routeKey }),
      cors: optional(
        'cors',
        fc
          .record({
            allowOrigins: list,
            allowMethods: list,
            allowHeaders: list,
            exposeHeaders: list,
            maxAge: optional('maxAge', fc.integer({ min: -1, max: 86_400 })),
            allowCredentials: fc.boolean(),
          })
          .map(({ maxAge, ...rest }) => ({ ...rest, ...maxAge })),
      ),
      disableExecuteApiEndpoint: fc.boolean(),
    })
    .map(({ cors, ...rest }) => ({ type: 'http' as const, authorizers: known, ...rest, ...cors })),
);
