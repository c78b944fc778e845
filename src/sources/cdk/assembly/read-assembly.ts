import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { InputContext } from '../../input.ts';
import { Assets } from './assets.ts';
import { type JsonMap, mapAt, readJsonFile, textAt } from './json-file.ts';

/** A stack of a cloud assembly, as its manifest lists it. */
export interface StackArtifact {
  /** The stack's name when it is deployed. */
  readonly name: string;
  /** What else the CDK CLI calls it: the artifact's id, and the path of its construct (`Beta/Service`). */
  readonly aliases: readonly string[];
  /** Absolute path of the template. */
  readonly templateFile: string;
  /** Absent where the stack is deployed to whatever account and region is current. */
  readonly accountId?: string;
  readonly region?: string;
  readonly assets: Assets;
}

const MANIFEST = 'manifest.json';

/**
 * The stacks of a cloud assembly with those of its stages, which are assemblies inside it
 * (https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/cloud-assembly-schema/README.md).
 */
export function readAssembly(folder: string, context: InputContext): StackArtifact[] | undefined {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) {
    context.files.add(file);
    const name = relative(context.cwd, folder) || '.';
    context.problems.error(
      `${name} is no cloud assembly: it has no ${MANIFEST}`,
      undefined,
      'Run "cdk synth", or name the cdk.json of the app.',
    );
    return undefined;
  }
  const manifest = readJsonFile(file, 'the manifest of the cloud assembly', context);
  if (manifest === undefined) return undefined;
  sayMissing(manifest, context);
  const artifacts = Object.entries(mapAt(manifest, 'artifacts'));
  const assets = new Assets();
  for (const [, artifact] of artifacts) {
    const manifestFile = textAt(mapAt(artifact, 'properties'), 'file');
    if (textAt(artifact, 'type') !== 'cdk:asset-manifest' || manifestFile === undefined) continue;
    assets.addManifest(join(folder, manifestFile), context);
  }
  return artifacts.flatMap(([id, artifact]) => stacksOf(id, artifact, folder, assets, context));
}

function stacksOf(
  id: string,
  artifact: unknown,
  folder: string,
  assets: Assets,
  context: InputContext,
): StackArtifact[] {
  const type = textAt(artifact, 'type');
  const properties = mapAt(artifact, 'properties');
  if (type === 'cdk:cloud-assembly') {
    const inner = textAt(properties, 'directoryName');
    return inner === undefined ? [] : (readAssembly(join(folder, inner), context) ?? []);
  }
  const templateFile = textAt(properties, 'templateFile');
  if (type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
  const displayName = textAt(artifact, 'displayName');
  return [
    {
      name: textAt(properties, 'stackName') ?? id,
      aliases: [id, ...(displayName === undefined ? [] : [displayName, withoutName(displayName)])],
      templateFile: join(folder, templateFile),
      ...environmentOf(textAt(artifact, 'environment')),
      assets,
    },
  ];
}

/** `Beta/Service (Beta-Service)` → `Beta/Service`: the CLI shows both where they differ. */
function withoutName(displayName: string): string {
  return displayName.replace(/ \(.*\)$/, '');
}

/** `aws://123456789012/eu-west-1`; `unknown-account` and `unknown-region` where the app leaves it open. */
function environmentOf(environment: string | undefined): { readonly accountId?: string; readonly region?: string } {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment ?? '') ?? [];
  return {
    ...(account !== undefined && /^\d{12}$/.test(account) && { accountId: account }),
    ...(region !== undefined && region !== 'unknown-region' && { region }),
  };
}

/** Lookups (VPCs, hosted zones, AMIs) that only AWS can answer: the app got dummy values for them. */
function sayMissing(manifest: JsonMap, { problems }: InputContext): void {
  const { missing } = manifest;
  if (!Array.isArray(missing) || missing.length === 0) return;
  const keys = missing.map((one) => textAt(one, 'key') ?? '').filter((key) => key !== '');
  problems.warning(
    `the app looks up values in AWS that cdk.context.json does not have: ${keys.join(', ')}`,
    undefined,
    'Dummy values stand in for them. "cdk synth" with credentials stores the real ones in cdk.context.json.',
  );
}
