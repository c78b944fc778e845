import type { Integration } from '../../../../model/definition/integration.ts';
import type { MethodResponse, RestMethod } from '../../../../model/definition/rest-api.ts';
import type { restRoute } from '../../definition/routes.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';

type Written = Exclude<Value<typeof restRoute>, string>['methodResponses'];
type Responses = RestMethod['methodResponses'];

/**
 * Method responses by status code. A route that declares none gets those that its integration's responses map to; where some are declared,
 * AWS refuses to map to others.
 */
export function buildMethodResponses(written: Written, integration: Integration, place: Place): Responses {
  if (written === undefined) return place.has('methodResponses') ? {} : impliedBy(integration);
  const declared = declaredIn(written, place.at('methodResponses'));
  const responses = place.at('integration', 'responses');
  for (const [index, { statusCode, selectionPattern }] of integration.responses.entries()) {
    if (Object.hasOwn(declared, statusCode)) continue;
    const at = responses.at(Array.isArray(responses.value) ? index : (selectionPattern ?? 'default'), 'statusCode');
    at.error(
      `${at.name} is ${statusCode}, which methodResponses does not have`,
      `Add { statusCode: ${statusCode} } to methodResponses.`,
    );
  }
  return declared;
}

function declaredIn(written: NonNullable<Written>, place: Place): Responses {
  if (!Array.isArray(written)) return mapValues(written as Readonly<Record<string, Partial<MethodResponse>>>);
  const responses: Record<string, MethodResponse> = {};
  for (const [index, { statusCode, ...response }] of (written as readonly ListEntry[]).entries()) {
    if (Object.hasOwn(responses, statusCode))
      place.at(index).error(`${place.name} has the status code ${statusCode} twice`);
    responses[statusCode] = complete(response);
  }
  return responses;
}

type ListEntry = Partial<MethodResponse> & { readonly statusCode: string };

function mapValues(written: Readonly<Record<string, Partial<MethodResponse>>>): Responses {
  return Object.fromEntries(Object.entries(written).map(([status, response]) => [status, complete(response)]));
}

function complete(response: Partial<MethodResponse>): MethodResponse {
  return { responseParameters: response.responseParameters ?? {}, responseModels: response.responseModels ?? {} };
}

function impliedBy(integration: Integration): Responses {
  const responses: Record<string, MethodResponse> = {};
  for (const { statusCode, responseParameters } of integration.responses) {
    const headers = Object.fromEntries(Object.keys(responseParameters).map((name) => [name, false]));
    responses[statusCode] = {
      responseParameters: { ...responses[statusCode]?.responseParameters, ...headers },
      responseModels: {},
    };
  }
  return responses;
}
