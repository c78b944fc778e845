import type { TemplateValue } from '../../template/template.ts';
import { functionReference } from '../functions/function-reference.ts';
import { websocketAuthorizerId } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { type Given, invocationUri, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';

/** Where the framework looks for a token unless the event says otherwise: `Auth`, not `Authorization`. */
const DEFAULT_IDENTITY_SOURCE = 'route.request.header.Auth';

/** The authorizer of a `websocket` event: a function of the service, an ARN, or a map with name or arn. */
export function compileAuthorizer(service: Service, authorizer: Part, apiId: TemplateValue): Record<string, Given> {
  if (!authorizer.exists) return {};
  const found = targetOf(service, authorizer);
  if (found === undefined) return {};
  const id = websocketAuthorizerId(found.name);
  const source = authorizer.get('identitySource');
  service.resources.add(
    id,
    'AWS::ApiGatewayV2::Authorizer',
    {
      ApiId: apiId,
      Name: found.name,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: invocationUri(found.arn),
      IdentitySource: source.exists ? source : [DEFAULT_IDENTITY_SOURCE],
    },
    authorizer,
  );
  return { AuthorizationType: 'CUSTOM', AuthorizerId: ref(id) };
}

function targetOf(service: Service, authorizer: Part): { name: string; arn: TemplateValue } | undefined {
  if (typeof authorizer.value === 'string') return named(service, authorizer, authorizer.value);
  if (!authorizer.isMapOrMissing('a function, an ARN, or a map with name or arn')) return undefined;
  const [name, arn] = [authorizer.get('name'), authorizer.get('arn')];
  if (!arn.exists) {
    const key = name.text();
    if (key !== undefined) return named(service, name, key);
    authorizer.keyError(`${authorizer.name} needs name: (a function of the service) or arn:`);
    return undefined;
  }
  const given = typeof arn.value === 'string' ? lastPart(arn.value) : name.text();
  if (given !== undefined) return { name: given, arn: arn.value as TemplateValue };
  authorizer.keyError(`${authorizer.name} needs name:, because its arn is not text`);
  return undefined;
}

function named(service: Service, part: Part, text: string): { name: string; arn: TemplateValue } | undefined {
  if (text.includes(':')) return { name: lastPart(text), arn: text };
  const arn = functionReference(service, part, text);
  return arn === undefined ? undefined : { name: text, arn };
}

function lastPart(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}
