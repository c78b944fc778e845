import type { Position } from '../../../model/base/position.ts';
import type { AwsResource, FieldPath, NotRun, ResourceHints } from '../../aws-resources/resources.ts';
import { withoutMarks } from '../../aws-resources/placeholder.ts';
import { isResourceType, type ResourceType } from '../../aws-resources/resource-types.ts';
import { writtenPath } from '../../aws-resources/shape/names.ts';
import { readFields } from '../../aws-resources/shape/read-fields.ts';
import { resourceTypes } from '../../aws-resources/types/index.ts';
import type { Fields } from '../../aws-resources/shape/field.ts';
import { nearest } from '../../problems/nearest.ts';
import type { TemplateMap } from '../../template/template.ts';
import type { DeployedStacks } from '../deployed-stacks.ts';
import { rootResourceId } from '../names/attributes.ts';
import { describeValue, isMap, scalarText } from '../resolve/values.ts';
import { mapOf, type StackScope } from '../stack-scope.ts';
import { checkTemplate } from '../check/check-template.ts';
import { isIrrelevant } from '../irrelevant-types.ts';
import { codeOf } from './code.ts';
import { UnknownValues } from './unknown-values.ts';

interface Found {
  readonly scope: StackScope;
  readonly logicalId: string;
  readonly type: ResourceType;
  readonly id: string;
  readonly physicalId: string;
}

/** The records of all stacks in the order of the templates, and what has none. */
export function readRecords(stacks: DeployedStacks): { readonly resources: AwsResource[]; readonly notRun: NotRun[] } {
  const notRun: NotRun[] = [];
  const found = stacks.scopes.flatMap((scope) => [...findResources(scope, notRun)]);
  const index = indexOf(found);
  const unknowns = new UnknownValues(stacks.problems);
  return { resources: found.map((one) => readRecord(one, index, unknowns)), notRun };
}

function* findResources(scope: StackScope, notRun: NotRun[]): Generator<Found> {
  for (const [logicalId, resource] of Object.entries(scope.resources)) {
    const where = { holder: scope.resources, key: logicalId };
    const type = isMap(resource) ? resource['Type'] : undefined;
    if (!isMap(resource) || typeof type !== 'string') {
      const found = isMap(resource) ? 'it has no Type' : `found ${describeValue(resource)}`;
      scope.error(`the resource "${logicalId}" must be a map with a Type: ${found}`, where);
      continue;
    }
    const condition = resource['Condition'];
    if (typeof condition === 'string' && !scope.condition(condition, { holder: resource, key: 'Condition' })) continue;
    const id = scope.names.idOf(logicalId);
    const reason = hintsOf(resource).hints?.notRun;
    if (reason !== undefined && type !== 'AWS::Lambda::Function') {
      notRun.push({ id, type, reason, ...declaredAt(scope, logicalId) });
    } else if (type === 'AWS::CloudFormation::Stack') {
      const nested = scope.nested(logicalId);
      if (nested !== undefined) {
        checkTemplate(nested);
        yield* findResources(nested, notRun);
      } else
        notRun.push({
          id,
          type,
          reason: 'its template is not a file of this project',
          ...declaredAt(scope, logicalId),
        });
    } else if (isResourceType(type)) {
      yield { scope, logicalId, type, id, physicalId: withoutMarks(scope.names.refOf(logicalId, where)) };
    } else if (!isIrrelevant(type)) {
      notRun.push({ id, type, reason: reasonOf(type), ...declaredAt(scope, logicalId) });
    }
  }
}

function reasonOf(type: string): string {
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') {
    return 'custom resources run during a deployment only';
  }
  if (/^AWS::ApiGateway(?:V2)?::VpcLink$/.test(type)) {
    return 'the VPC behind it is not here; the local address of what it leads to stands under vpcLinks: in emulator.config.yaml';
  }
  const meant = meantType(type);
  return `${type} is not run here${meant === undefined ? '' : ` (Did you mean "${meant}"?)`}`;
}

/** A type that a misspelt one means. A name near to that of another service's type means nothing: there are hundreds of services. */
function meantType(type: string): string | undefined {
  const known = Object.keys(resourceTypes).map((name) => name.split('::'));
  const [vendor = '', service = '', name = ''] = type.split('::');
  const near = nearest(service, new Set(known.map(([, own = '']) => own)));
  const types = known.flatMap(([, own, last = '']) => (own === near ? [last] : []));
  const last = near === undefined ? undefined : nearest(name, types);
  const meant = last === undefined ? undefined : `${vendor}::${near}::${last}`;
  return meant === type ? undefined : meant;
}

function declaredAt(scope: StackScope, logicalId: string): { readonly declaredAt?: Position } {
  const position = scope.stack.template.positions.of(scope.resources, logicalId)?.key;
  return position === undefined ? {} : { declaredAt: position };
}

type Index = (text: string, to: readonly ResourceType[]) => string | undefined;

/** From what AWS calls a resource back to the record. A REST API also answers to the id of its root. */
function indexOf(found: readonly Found[]): Index {
  const byType = new Map<ResourceType, Map<string, string>>();
  for (const { type, id, physicalId } of found) {
    let ids = byType.get(type);
    if (ids === undefined) byType.set(type, (ids = new Map()));
    ids.set(physicalId, id);
    if (type === 'AWS::ApiGateway::RestApi') ids.set(rootResourceId(id), id);
  }
  return (written, to) => {
    const text = withoutMarks(written);
    for (const type of to) {
      const id = byType.get(type)?.get(text);
      if (id !== undefined) return id;
    }
    return undefined;
  };
}

function readRecord(
  { scope, logicalId, type, id, physicalId }: Found,
  reference: Index,
  unknowns: UnknownValues,
): AwsResource {
  const resource = mapOf(scope.resources[logicalId]);
  const { template } = scope.stack;
  const { positions } = template;
  const resolved = Object.hasOwn(resource, 'Properties') ? scope.resolve({ holder: resource, key: 'Properties' }) : {};
  const properties: TemplateMap = isMap(resolved) ? resolved : {};
  if (!isMap(resolved))
    scope.error(`Properties of "${logicalId}" must be a map`, { holder: resource, key: 'Properties' });
  const fields: Fields = resourceTypes[type];
  const own = declaredAt(scope, logicalId);
  const unknown: { path: FieldPath; key: string }[] = [];
  const elsewhere: { path: FieldPath; text: string }[] = [];
  const what = `${type} "${logicalId}"`;
  const values = readFields(fields, properties, {
    naming: 'cloudFormation',
    what,
    written: (holder, key) => positions.of(holder, key),
    reference,
    elsewhere: (path, text) => void elsewhere.push({ path, text }),
    unknown(path, key, position) {
      unknown.push({ path, key });
      unknowns.found(key, `${path.join('.')} of ${what}`, position ?? own.declaredAt);
    },
    warn: (message, position, hint) => scope.deployment.problems.warning(message, position ?? own.declaredAt, hint),
  });
  return {
    ...values,
    ...codeOf(values, scope),
    resourceType: type,
    id,
    physicalId,
    folder: template.folder,
    ...own,
    unknown,
    elsewhere,
    at: (path, side) => positions.at(properties, writtenPath(fields, path, 'cloudFormation'), side) ?? own.declaredAt,
    sourceOf: (path) => positions.sourceAt(properties, writtenPath(fields, path, 'cloudFormation')),
    ...hintsOf(resource),
  } as AwsResource;
}

function hintsOf(resource: TemplateMap): { readonly hints?: ResourceHints } {
  const metadata = resource['Metadata'];
  const own = isMap(metadata) ? metadata['gw-emulate'] : undefined;
  if (!isMap(own)) return {};
  const name = scalarText(own['id']);
  const notRun = scalarText(own['notRun']);
  const sourceRoot = scalarText(own['sourceRoot']);
  return {
    hints: {
      ...(name !== undefined && { name }),
      ...(notRun !== undefined && { notRun }),
      ...(sourceRoot !== undefined && { sourceRoot }),
      ...(isMap(own['build']) && { build: own['build'] }),
      ...(typeof own['bundle'] === 'boolean' && { bundle: own['bundle'] }),
    },
  };
}
