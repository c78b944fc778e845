import type { TemplateMap } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { type Given, invocationUri, members } from '../service/resources.ts';
import { type Service, targetArn } from '../service/service.ts';
import type { RestCors } from './cors.ts';
import { CLAIMS, DEFAULT_TEMPLATES } from './default-templates.ts';
import type { HttpEvent } from './http-event.ts';
import { requestParameters } from './request-parameters.ts';
import { integrationResponses } from './responses.ts';

/** The `Integration` of an event's method; `undefined`, and a problem, when something that it needs is missing. */
export function compileIntegration(
  service: Service,
  event: HttpEvent,
  cors: RestCors | undefined,
  claims: readonly string[],
): TemplateMap | undefined {
  const { part, integration: type } = event;
  const request = part.get('request');
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY';
  const isLambda = type === 'AWS' || type === 'AWS_PROXY';
  const isProxy = type === 'AWS_PROXY' || type === 'HTTP_PROXY';
  if (isHttp && !request.get('uri').exists) {
    part.keyError(`${part.name} has an ${type.toLowerCase().replace('_', '-')} integration, which needs request.uri`);
    return undefined;
  }
  // The framework fails on it, in words of JavaScript.
  const response = part.get('response');
  if ((type === 'HTTP' || (type === 'MOCK' && response.exists)) && !response.get('statusCodes').exists) {
    part.keyError(`${part.name} has an ${type.toLowerCase()} integration, which needs response.statusCodes`);
    return undefined;
  }
  const own = part.get('timeoutInMillis');
  const mode = isProxy ? response.get('transferMode').text()?.toUpperCase() : undefined;
  const parameters = mapsParameters(event) ? integrationParameters(event) : undefined;
  const custom: Record<string, Given> = isProxy ? {} : customParts(event, cors, claims);
  const http: Record<string, Given> = isHttp ? httpParts(event) : {};
  return members(
    {
      Type: type,
      IntegrationHttpMethod: 'POST',
      TimeoutInMillis: own.exists ? own : service.provider.get('apiGateway').get('timeoutInMillis'),
      Uri: isLambda ? invocationUri(targetArn(event.fn), mode === 'STREAM') : undefined,
      ResponseTransferMode: mode,
      RequestParameters: parameters,
      ...http,
      ...custom,
    },
    part,
  );
}

function httpParts({ part, method, integration }: HttpEvent): Record<string, Given> {
  const request = part.get('request');
  // A proxy keeps only parameters, schemas and the URI of `request`.
  const own = integration === 'HTTP' ? request.get('method').text() : undefined;
  const connection = part.get('connectionType').text()?.toUpperCase().replace('-', '_');
  return {
    Uri: request.get('uri'),
    IntegrationHttpMethod: (own ?? method).toUpperCase(),
    ConnectionType: connection,
    ConnectionId: connection === undefined ? undefined : part.get('connectionId'),
  };
}

/** Templates and responses, which proxies do not have: the framework drops them there. */
function customParts(event: HttpEvent, cors: RestCors | undefined, claims: readonly string[]): Record<string, Given> {
  const request = event.part.get('request');
  const passThrough = request.get('passThrough');
  return {
    PassthroughBehavior: passThrough.exists ? passThrough : event.integration === 'AWS' ? 'NEVER' : undefined,
    ContentHandling: request.get('contentHandling'),
    RequestTemplates: requestTemplates(request.get('template'), event.integration === 'AWS', claims),
    IntegrationResponses: integrationResponses(event, cors),
  };
}

/** The default templates of a Lambda integration with the event's own over them; `null` removes one. */
function requestTemplates(own: Part, hasDefaults: boolean, claims: readonly string[]): TemplateMap | undefined {
  const written = own.entries.map(([type, part]) => [type, part.value === null ? undefined : part] as const);
  const templates = members({ ...(hasDefaults ? DEFAULT_TEMPLATES : {}), ...Object.fromEntries(written) }, own);
  for (const [type, template] of Object.entries(templates)) {
    if (typeof template === 'string') templates[type] = template.replace(CLAIMS, () => claimsText(claims));
  }
  return Object.keys(templates).length === 0 ? undefined : templates;
}

function claimsText(claims: readonly string[]): string {
  return claims
    .map((claim) => {
      const [first, ...rest] = claim.split(':');
      return rest.length > 0
        ? `"${rest.join(':')}": "$context.authorizer.claims['${claim}']",`
        : `"${first}": "$context.authorizer.claims.${claim}",`;
    })
    .join('');
}

function mapsParameters({ part, integration }: HttpEvent): boolean {
  const hasParameters = part.get('request').get('parameters').keys.length > 0;
  return part.get('async').value === true || (hasParameters && integration !== 'AWS_PROXY' && integration !== 'MOCK');
}

function integrationParameters(event: HttpEvent): TemplateMap {
  const parameters: TemplateMap = {};
  for (const { location, name, part } of requestParameters(event.part.get('request'))) {
    const mapped = part.get('mappedValue').text();
    parameters[`integration.request.${location}.${name}`] = mapped ?? `method.request.${location}.${name}`;
  }
  if (event.part.get('async').value === true) {
    parameters['integration.request.header.X-Amz-Invocation-Type'] = "'Event'";
  }
  return parameters;
}
