import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import type { Assets } from './assets.ts';
import { isMap, textAt } from './json-file.ts';

const FUNCTION = 'AWS::Lambda::Function';
const DEPLOYMENT_HELPER = 'a helper of the CDK that runs during a deployment only';

/** Resources that make a function the user's, whatever else it is used for. */
const USES =
  /^AWS::(?:ApiGateway(?:V2)?::|Lambda::(?:EventSourceMapping|Url|Alias|Version)$|Events::Rule$|SNS::Subscription$)/;

/**
 * Says of functions what only the CDK knows: which of them are no more than the `ServiceToken` of a custom resource, and that an asset's code
 * is bundled already. Code that lies beside the template, as SAM's tools are given it, becomes a path.
 */
export function addHints(template: TemplateMap, assets: Assets, folder: string): void {
  const { Resources: resources } = template;
  if (!isMap(resources)) return;
  const helpers = serviceTokens(resources);
  for (const [id, resource] of Object.entries(resources)) {
    if (!isMap(resource) || resource['Type'] !== FUNCTION) continue;
    const metadata = isMap(resource['Metadata']) ? resource['Metadata'] : {};
    const hints = helpers.has(id) ? { notRun: DEPLOYMENT_HELPER } : { bundle: false };
    resource['Metadata'] = { ...metadata, 'gw-emulate': hints };
    useAssetPath(resource, metadata, assets, folder);
  }
}

function serviceTokens(resources: TemplateMap): Set<string> {
  const tokens = new Set<string>();
  const used = new Set<string>();
  for (const resource of Object.values(resources)) {
    if (!isMap(resource)) continue;
    const properties = isMap(resource['Properties']) ? resource['Properties'] : {};
    const token = idIn(properties['ServiceToken']);
    if (token !== undefined) tokens.add(token);
    if (typeof resource['Type'] === 'string' && USES.test(resource['Type'])) collectIds(properties, used);
  }
  return new Set([...tokens].filter((id) => !used.has(id)));
}

/** The logical id that a `Ref` or an `Fn::GetAtt` names. */
function idIn(value: TemplateValue | undefined): string | undefined {
  if (!isMap(value)) return undefined;
  const { Ref: id, 'Fn::GetAtt': attribute } = value;
  if (typeof id === 'string') return id;
  const first = Array.isArray(attribute) ? attribute[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function collectIds(value: TemplateValue, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const id = idIn(value);
  if (id !== undefined) found.add(id);
  for (const item of Object.values(value)) collectIds(item, found);
}

/** The path that `cdk synth` leaves in the metadata for tools that run code locally; needed where the asset is in no list. */
function useAssetPath(resource: TemplateMap, metadata: TemplateMap, assets: Assets, folder: string): void {
  const path = textAt(metadata, 'aws:asset:path');
  const properties = resource['Properties'];
  if (path === undefined || !isMap(properties) || metadata['aws:asset:property'] !== 'Code') return;
  const key = textAt(properties['Code'], 'S3Key');
  if (key !== undefined && assets.path(key) !== undefined) return;
  const absolute = isAbsolute(path) ? path : resolve(folder, path);
  if (existsSync(absolute)) properties['Code'] = absolute;
}
