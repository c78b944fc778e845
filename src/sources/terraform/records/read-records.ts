import type { AwsResource, FieldPath, NotRun } from '../../aws-resources/resources.ts';
import type { Fields } from '../../aws-resources/shape/field.ts';
import { withoutMarks } from '../../aws-resources/placeholder.ts';
import { isResourceType, type ResourceType } from '../../aws-resources/resource-types.ts';
import { readFields } from '../../aws-resources/shape/read-fields.ts';
import { resourceTypes } from '../../aws-resources/types/index.ts';
import type { Problems } from '../../problems/problems.ts';
import type { Attributes } from '../attributes/attributes.ts';
import { Completion } from '../attributes/complete.ts';
import { Relations } from '../attributes/relations.ts';
import { RECORD_TYPES } from '../attributes/named-types.ts';
import type { TerraformDocument } from '../document/instance.ts';
import { adapted } from './adapt.ts';
import { Archives } from './archives.ts';
import { CodeFinder } from './code.ts';
import type { Declarations } from './declarations.ts';
import { Doubts } from './doubts.ts';
import { reasonNotRun } from './not-run.ts';
import { PART_TYPES, type Completed, Parts } from './parts.ts';

export interface RecordReading {
  readonly document: TerraformDocument;
  readonly attributes: Attributes;
  readonly declarations: Declarations;
  readonly problems: Problems;
  /** Absolute folder in which Terraform ran. */
  readonly root: string;
}

interface Found extends Completed {
  readonly type: ResourceType;
  readonly physicalId: string;
}

/** Attributes that other resources call a resource by, where that is not its id. */
const PHYSICAL_ID: Readonly<Record<string, string>> = {
  aws_api_gateway_domain_name: 'domain_name',
  aws_apigatewayv2_domain_name: 'domain_name',
  aws_lambda_alias: 'arn',
  aws_lambda_function: 'function_name',
  aws_lambda_layer_version: 'arn',
  aws_s3_bucket_notification: 'bucket',
};

/** The records of a plan or state in its order, and what has none. */
export function readRecords(reading: RecordReading): { readonly resources: AwsResource[]; readonly notRun: NotRun[] } {
  const { document, attributes, declarations, problems } = reading;
  const managed = document.instances.filter(({ mode }) => mode === 'managed');
  const doubts = new Doubts(problems, declarations);
  const completion = new Completion(new Relations(attributes, doubts, managed));
  const complete = (types: (type: string) => boolean): Completed[] =>
    managed
      .filter(({ type }) => types(type))
      .map((instance) => ({ instance, values: { ...completion.of(instance), id: attributes.text(instance, 'id') } }));
  const parts = new Parts(complete((type) => PART_TYPES.has(type) || type.endsWith('_domain_name')));
  const objects = complete((type) => type === 'aws_s3_object' || type === 'aws_s3_bucket_object');
  const code = new CodeFinder(new Archives(document.instances), objects, attributes);
  const found = complete((type) => Object.hasOwn(RECORD_TYPES, type)).flatMap((one) => withType(one, attributes));
  const reference = indexOf(found, attributes);
  const resources = found.map((one) => readRecord(one, shaped(one, parts, code), reference, doubts, reading));
  for (const instance of parts.unused) {
    problems.warning(
      `${instance.address} belongs to no method of the input; it is skipped`,
      declarations.of(instance),
      'Its rest_api_id, resource_id and http_method must be those of an aws_api_gateway_method.',
    );
  }
  const notRun = managed.flatMap((instance): NotRun[] => {
    const { address: id, type } = instance;
    if (Object.hasOwn(RECORD_TYPES, type) || PART_TYPES.has(type)) return [];
    const reason = reasonNotRun(instance);
    return reason === undefined ? [] : [{ id, type, reason, declaredAt: declarations.of(instance) }];
  });
  return { resources, notRun: [...doubts.notRun, ...notRun] };
}

function withType(one: Completed, attributes: Attributes): Found[] {
  const { instance } = one;
  const type = RECORD_TYPES[instance.type]?.cloudFormation;
  if (type === undefined || !isResourceType(type)) return [];
  const physicalId = attributes.text(instance, PHYSICAL_ID[instance.type] ?? 'id');
  return [{ ...one, type, physicalId: withoutMarks(physicalId) }];
}

/** The values with the parts that Terraform keeps apart. */
function shaped(one: Found, parts: Parts, code: CodeFinder): Completed['values'] {
  const values = adapted(one.instance.type, one.values);
  switch (one.instance.type) {
    case 'aws_api_gateway_method':
      return parts.method(values);
    case 'aws_api_gateway_rest_api':
      return parts.api(values);
    case 'aws_api_gateway_stage':
      return parts.stage(values);
    case 'aws_api_gateway_base_path_mapping':
    case 'aws_apigatewayv2_api_mapping':
    case 'aws_apigatewayv2_routing_rule':
      return parts.mapping(values);
    case 'aws_cloudwatch_event_rule':
      return parts.rule(values);
    case 'aws_lambda_function':
      return code.functionValues({ ...one, values });
    case 'aws_lambda_layer_version':
      return code.layerValues({ ...one, values });
    default:
      return values;
  }
}

type Index = (text: string, to: readonly ResourceType[]) => string | undefined;

/** From ids back to addresses. A REST API also answers to the id of its root. */
function indexOf(found: readonly Found[], attributes: Attributes): Index {
  const byType = new Map<ResourceType, Map<string, string>>();
  for (const { type, physicalId, instance } of found) {
    let ids = byType.get(type);
    if (ids === undefined) byType.set(type, (ids = new Map()));
    ids.set(physicalId, instance.address);
    if (type === 'AWS::ApiGateway::RestApi') ids.set(attributes.text(instance, 'root_resource_id'), instance.address);
  }
  return (text, to) => to.map((type) => byType.get(type)?.get(text)).find((address) => address !== undefined);
}

function readRecord(
  { instance, type, physicalId }: Found,
  values: Completed['values'],
  reference: Index,
  doubts: Doubts,
  { declarations, problems, root }: RecordReading,
): AwsResource {
  const { address } = instance;
  const fields: Fields = resourceTypes[type];
  const declaredAt = declarations.of(instance);
  const unknown: { path: FieldPath; key: string }[] = [];
  const elsewhere: { path: FieldPath; text: string }[] = [];
  const read = readFields(fields, values, {
    naming: 'terraform',
    what: address,
    written: () => undefined,
    reference,
    elsewhere: (path, text) => void elsewhere.push({ path, text }),
    isStored: true,
    unknown(path, key) {
      unknown.push({ path, key });
      doubts.unknown(instance, path, key);
    },
    warn: (message, _position, hint) => problems.warning(message, declaredAt, hint),
  });
  return {
    ...read,
    resourceType: type,
    id: address,
    physicalId,
    folder: root,
    declaredAt,
    unknown,
    elsewhere,
    at: () => declaredAt,
    sourceOf: () => undefined,
  } as AwsResource;
}
