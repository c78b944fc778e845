import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { locationOf } from '../functions/code.ts';
import { hashOf } from '../logical-ids.ts';
import { ResourceError } from '../words/errors.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isGiven, isMap, picked } from '../words/values.ts';

const RESOLVED = ['LayerName', 'LicenseInfo', 'Description', 'RetentionPolicy'];
const OPTIONS = "['Retain', 'Delete']";

/** `AWS::Serverless::LayerVersion` becomes a layer version whose logical id changes with its properties. */
export function transformLayerVersion(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  for (const key of RESOLVED) resolve(work, id, properties, key);
  checkRetention(id, properties['RetentionPolicy']);
  checkArchitectures(id, properties['CompatibleArchitectures']);
  const newId = `${id}${hashOf(hashedOf(work, id, properties))}`;
  const {
    LayerName: name,
    ContentUri: uri = null,
    CompatibleRuntimes: runtimes,
    Description: description,
  } = properties;
  const made: TemplateMap = {
    LayerName: isGiven(name) ? name : id,
    Content: locationOf(id, uri, 'ContentUri'),
    ...(runtimes === undefined ? {} : { CompatibleRuntimes: runtimes }),
    ...(description === undefined ? {} : { Description: description }),
  };
  work.positions.copied(properties, made);
  work.positions.set(made, 'Content', work.positions.of(properties, 'ContentUri'));
  const { DependsOn, Metadata } = work.resource(id) ?? {};
  work.add(id, newId, {
    type: 'AWS::Lambda::LayerVersion',
    properties: made,
    attributes: {
      ...(DependsOn && { DependsOn }),
      Metadata: { ...(isMap(Metadata) ? Metadata : {}), SamResourceId: id },
      DeletionPolicy: 'Retain',
    },
  });
  work.renamed.set(id, newId);
}

/** What the hash in the logical id is made of: the resource as it was written, with parameters filled in. */
function hashedOf(work: Transformation, id: string, properties: TemplateMap): TemplateMap {
  const { DependsOn, Condition } = work.resource(id) ?? {};
  return {
    [id]: {
      Type: 'AWS::Serverless::LayerVersion',
      ...(DependsOn && { DependsOn }),
      ...(Condition && { Condition }),
      Properties: picked(properties, Object.keys(properties)),
    },
  };
}

function resolve(work: Transformation, id: string, properties: TemplateMap, key: string): void {
  const value = properties[key];
  if (value === undefined || value === null) return;
  const resolved = work.resolved(value);
  if (typeof resolved !== 'string' && !isIntrinsic(resolved)) {
    const message = `Could not resolve parameter for '${key}' or parameter is not a String.`;
    throw new ResourceError(id, message, ['Properties', key]);
  }
  properties[key] = resolved;
}

function checkRetention(id: string, value: TemplateValue | undefined): void {
  if (value === undefined || value === null) return;
  const error = (message: string): ResourceError => new ResourceError(id, message, ['Properties', 'RetentionPolicy']);
  if (isIntrinsic(value)) {
    throw error(
      `'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: ${OPTIONS}`,
    );
  }
  const isKnown = typeof value === 'string' && ['retain', 'delete'].includes(value.toLowerCase());
  if (!isKnown) throw error(`'RetentionPolicy' must be one of the following options: ${OPTIONS}.`);
}

function checkArchitectures(id: string, value: TemplateValue | undefined): void {
  if (!isGiven(value) || !Array.isArray(value)) return;
  if (value.every((item) => isIntrinsic(item) || item === 'arm64' || item === 'x86_64')) return;
  const message = "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'";
  throw new ResourceError(id, message, ['Properties', 'CompatibleArchitectures']);
}
