import type { Transformation } from '../transformation.ts';
import type { TemplateMap } from '../../template/template.ts';
import { hashOf } from '../logical-ids.ts';
import { ResourceError } from '../words/errors.ts';
import { getAtt, isIntrinsic, ref, referredId } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';

export interface Alias {
  readonly id: string;
  readonly name: string;
  /** What stands where the function's ARN would: routes and triggers call the alias. */
  readonly arn: TemplateMap;
}

/** Publishes a version and an alias for `AutoPublishAlias`. */
export function addAlias(work: Transformation, id: string, properties: TemplateMap): Alias | undefined {
  const given = properties['AutoPublishAlias'];
  const path = ['Properties', 'AutoPublishAlias'];
  const hasAlias = isGiven(given);
  checkPreference(work, id, properties, hasAlias);
  if (!hasAlias) return undefined;
  const resolved = work.resolved(given);
  // A parameter without a value has its name for one.
  const name = work.isParameter(resolved) ? (referredId(resolved) ?? null) : resolved;
  if (typeof name !== 'string') {
    throw new ResourceError(id, "'AutoPublishAlias' must be a string or a Ref to a template parameter", path);
  }
  const sha = properties['AutoPublishCodeSha256'];
  const hash = isGiven(sha) ? work.resolved(sha) : undefined;
  if (hash !== undefined && typeof hash !== 'string') {
    throw new ResourceError(id, 'AutoPublishCodeSha256 must be a string', ['Properties', 'AutoPublishCodeSha256']);
  }
  if (name === '') throw new ResourceError(id, 'Alias name is required to create an alias', path);
  if (!/^(?!\d+$)[a-zA-Z0-9\-_]+$/.test(name)) {
    const message = `AutoPublishAlias name ('${name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`;
    throw new ResourceError(id, message, path);
  }
  return addResources(work, id, properties, name, hash);
}

function addResources(
  work: Transformation,
  id: string,
  properties: TemplateMap,
  name: string,
  sha: string | undefined,
): Alias {
  const version = `${id}Version${sha?.slice(0, 10) ?? versionHash(work, id, properties)}`;
  const description = properties['VersionDescription'];
  work.add(id, version, {
    type: 'AWS::Lambda::Version',
    properties: { FunctionName: ref(id), ...(description === undefined ? {} : { Description: description }) },
    attributes: { DeletionPolicy: 'Retain' },
  });
  const aliasId = `${id}Alias${name.replaceAll('-', 'D').replaceAll('_', 'U')}`;
  const concurrency = properties['ProvisionedConcurrencyConfig'];
  work.add(id, aliasId, {
    type: 'AWS::Lambda::Alias',
    properties: {
      Name: name,
      FunctionName: ref(id),
      FunctionVersion: getAtt(version, 'Version'),
      ...(isGiven(concurrency) ? { ProvisionedConcurrencyConfig: concurrency } : {}),
    },
  });
  work.names.set(`${id}.Alias`, aliasId);
  work.names.set(`${id}.Version`, version);
  return { id: aliasId, name, arn: ref(aliasId) };
}

/** What a new version depends on: code, environment and memory. */
function versionHash(work: Transformation, id: string, properties: TemplateMap): string {
  const made = work.made[id];
  const code = isMap(made) && isMap(made['Properties']) ? made['Properties']['Code'] : undefined;
  const { Environment: environment, MemorySize: memory } = properties;
  return hashOf({
    ...(isMap(code) ? (work.resolved(code) as TemplateMap) : { Code: code ?? null }),
    ...(isMap(environment) ? environment : {}),
    ...(isGiven(memory) ? { MemorySize: memory } : {}),
  });
}

function checkPreference(work: Transformation, id: string, properties: TemplateMap, hasAlias: boolean): void {
  const preference = properties['DeploymentPreference'];
  if (!isGiven(preference) || !isMap(preference)) return;
  const path = ['Properties', 'DeploymentPreference'];
  const { Enabled: enabled = true, PassthroughCondition: passes, Hooks: hooks } = preference;
  if (hooks !== undefined && hooks !== null && !isMap(hooks)) {
    throw new ResourceError(id, "'Hooks' property of 'DeploymentPreference' must be a dictionary", [...path, 'Hooks']);
  }
  const alarms = preference['Alarms'];
  if (isGiven(alarms) && !Array.isArray(alarms) && !isIntrinsic(alarms)) {
    throw new ResourceError(id, 'Alarms must be a list', [...path, 'Alarms']);
  }
  if (passes !== undefined) checkPassthrough(work, id, passes);
  const isOn = work.resolved(enabled);
  if (!hasAlias && isOn !== false && isOn !== 'false' && isOn !== 'False') {
    const message = "'DeploymentPreference' requires AutoPublishAlias property to be specified.";
    throw new ResourceError(id, message, path);
  }
}

function checkPassthrough(work: Transformation, id: string, given: TemplateMap[string]): void {
  const value = work.resolved(given);
  if ([true, false, 'true', 'false', 'True', 'False'].some((known) => known === value)) return;
  const path = ['Properties', 'DeploymentPreference', 'PassthroughCondition'];
  if (isMap(value) && Object.hasOwn(value, 'Fn::FindInMap')) return;
  const name = 'PassthroughCondition';
  const message = isIntrinsic(value)
    ? `Unsupported intrinsic: the only intrinsic functions supported for property ${name} are FindInMap and parameter Refs.`
    : `Invalid value for property ${name}.`;
  throw new ResourceError(id, message, path);
}
