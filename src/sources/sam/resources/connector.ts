import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';
import { PROFILES } from './connector-profiles.ts';

/** SAM's resource types as connectors see them. */
const CFN_TYPES: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
};

/** `AWS::Serverless::Connector` only grants permissions, which are not needed here; what SAM refuses is refused. */
export function transformConnector(work: Transformation, id: string): void {
  const { Source: source, Destination: given, Permissions: permissions } = work.propertiesOf(id);
  const destinations = Array.isArray(given) ? given : [given ?? null];
  if (destinations.length === 0) {
    throw new ResourceError(id, "'Destination' is an empty list", ['Properties', 'Destination']);
  }
  for (const destination of destinations) {
    const to = typeOf(work, id, destination, 'Destination');
    const from = typeOf(work, id, source ?? null, 'Source');
    const known = Object.hasOwn(PROFILES, from) ? PROFILES[from]?.[to] : undefined;
    if (known === undefined) {
      const message = `Unable to create connector from ${from} to ${to}; it's not supported or the template is invalid.`;
      throw new ResourceError(id, message, ['Properties']);
    }
    checkPermissions(id, from, to, permissions, known);
  }
  standIn(work, id);
}

/** What others wait for with `DependsOn` stays there. */
function standIn(work: Transformation, id: string): void {
  const policy = `${id}Policy`;
  if (work.resource(policy) === undefined) work.add(id, policy, { type: 'AWS::IAM::ManagedPolicy', properties: {} });
  work.renamed.set(id, policy);
}

function checkPermissions(
  id: string,
  from: string,
  to: string,
  given: TemplateValue | undefined,
  known: { readonly permissions: readonly string[]; readonly together?: readonly (readonly string[])[] },
): void {
  const path = ['Properties', 'Permissions'];
  const permissions = [...new Set(Array.isArray(given) ? given : [])];
  const valid = known.permissions.join(', ');
  if (permissions.length === 0) {
    throw new ResourceError(id, `'Permissions' cannot be empty; valid values are: ${valid}.`, path);
  }
  const unsupported = `Unsupported 'Permissions' provided for connector from ${from} to ${to}; valid`;
  if (!permissions.every((one) => typeof one === 'string' && known.permissions.includes(one))) {
    throw new ResourceError(id, `${unsupported} values are: ${valid}.`, path);
  }
  if (known.together === undefined) return;
  const wanted = permissions.map(String).toSorted().join(' + ');
  const combinations = known.together.map((one) => one.toSorted().join(' + '));
  if (combinations.includes(wanted)) return;
  throw new ResourceError(id, `${unsupported} combinations are: ${combinations.join(', ')}.`, path);
}

function typeOf(work: Transformation, id: string, end: TemplateValue, name: 'Source' | 'Destination'): string {
  const path = ['Properties', name];
  const reference: TemplateMap = isMap(end) ? end : {};
  const hasId = Object.hasOwn(reference, 'Id');
  const hasMore = Object.keys(reference).some((key) => key !== 'Id' && key !== 'Qualifier');
  if (hasId === hasMore) {
    const message = "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.";
    throw new ResourceError(id, message, path);
  }
  const wanted = reference['Id'];
  if (hasId && (typeof wanted !== 'string' || wanted === '')) {
    throw new ResourceError(id, "'Id' is missing or not a string.", [...path, 'Id']);
  }
  const resource = hasId ? work.resource(shown(wanted)) : reference;
  if (resource === undefined) {
    throw new ResourceError(id, `Unable to find resource with logical ID '${shown(wanted)}'.`, [...path, 'Id']);
  }
  const type = member(resource, 'Type');
  if (typeof type !== 'string' || !isGiven(type)) {
    throw new ResourceError(id, "'Type' is missing or not a string.", path);
  }
  return CFN_TYPES[type] ?? type;
}
