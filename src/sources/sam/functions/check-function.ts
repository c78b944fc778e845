import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectText } from '../words/expect.ts';
import { isGiven, isMap, shown } from '../words/values.ts';

const RESERVED_TAGS = ['lambda:createdBy', 'serverlessrepo:applicationId', 'serverlessrepo:semanticVersion'];

/** Combinations of properties that SAM refuses in a function. */
export function checkFunction(id: string, properties: TemplateMap): void {
  checkCombinations(id, properties);
  checkQueue(id, properties['DeadLetterQueue']);
  checkTenancy(id, properties);
  checkPackage(id, properties);
  checkTags(id, properties['Tags']);
  if (isGiven(properties['ProvisionedConcurrencyConfig']) && !isGiven(properties['AutoPublishAlias'])) {
    const message = 'To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function';
    throw new ResourceError(id, message, ['Properties', 'ProvisionedConcurrencyConfig']);
  }
}

export function checkTags(id: string, tags: TemplateValue | undefined): void {
  for (const tag of RESERVED_TAGS) {
    if (!isMap(tags) || !Object.hasOwn(tags, tag)) continue;
    const message = `${tag} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input.`;
    throw new ResourceError(id, message, ['Properties', 'Tags', tag]);
  }
}

const present = (value: TemplateValue | undefined): boolean => value !== undefined && value !== null;

function checkCombinations(id: string, properties: TemplateMap): void {
  const said: string[] = [];
  for (const other of ['ProvisionedConcurrencyConfig', 'VpcConfig']) {
    if (present(properties['CapacityProviderConfig']) && present(properties[other])) {
      said.push(`Cannot specify 'CapacityProviderConfig' and '${other}' together.`);
    }
  }
  const needs = { FunctionScalingConfig: 'CapacityProviderConfig', VersionDeletionPolicy: 'AutoPublishAlias' };
  for (const [name, other] of Object.entries(needs)) {
    if (present(properties[name]) && !present(properties[other])) said.push(`'${name}' requires '${other}'.`);
  }
  if (said.length > 0) throw new ResourceError(id, said.join('\n'));
}

function checkQueue(id: string, queue: TemplateValue | undefined): void {
  if (!isGiven(queue) || !isMap(queue)) return;
  const path = ['Properties', 'DeadLetterQueue'];
  const type = queue['Type'];
  if (!isGiven(type) || !isGiven(queue['TargetArn'])) {
    const message = "'DeadLetterQueue' requires Type and TargetArn properties to be specified.";
    throw new ResourceError(id, message, path);
  }
  if (!['SQS', 'SNS'].includes(expectText(type, { id }, 'DeadLetterQueue.Type'))) {
    throw new ResourceError(id, "'DeadLetterQueue' requires Type of ['SQS', 'SNS']", [...path, 'Type']);
  }
}

function checkTenancy(id: string, properties: TemplateMap): void {
  if (!isGiven(properties['TenancyConfig'])) return;
  const refused = {
    ProvisionedConcurrencyConfig: 'Provisioned concurrency is',
    FunctionUrlConfig: 'Function URL is',
    SnapStart: 'SnapStart is',
  };
  const suffix = 'not supported for functions enabled with tenancy configuration.';
  for (const [name, words] of Object.entries(refused)) {
    if (isGiven(properties[name])) throw new ResourceError(id, `${words} ${suffix}`, ['Properties', name]);
  }
  const events = properties['Events'];
  for (const [name, event] of Object.entries(isMap(events) ? events : {})) {
    const type = isMap(event) ? event['Type'] : undefined;
    if (type === 'Api' || type === 'HttpApi') continue;
    const message = `Event source '${shown(type)}' is ${suffix} Only Api and HttpApi event sources are supported.`;
    throw new ResourceError(id, message, ['Properties', 'Events', name]);
  }
}

function checkPackage(id: string, properties: TemplateMap): void {
  const type = isGiven(properties['PackageType']) ? properties['PackageType'] : 'Zip';
  const error = (message: string, key: string): ResourceError => new ResourceError(id, message, ['Properties', key]);
  if (type === 'Zip') {
    if (!isGiven(properties['Runtime']) || !isGiven(properties['Handler'])) {
      throw error('Runtime and Handler needs to be present when PackageType is of type `Zip`', 'PackageType');
    }
    if (isGiven(properties['ImageConfig'])) {
      throw error('ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`', 'ImageConfig');
    }
    return;
  }
  if (type !== 'Image') throw error(`invalid 'PackageType' : ${shown(type)}`, 'PackageType');
  for (const name of ['Handler', 'Runtime', 'Layers']) {
    if (!isGiven(properties[name])) continue;
    throw error('Runtime, Handler, Layers cannot be present when PackageType is of type `Image`', name);
  }
}
