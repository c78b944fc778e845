// Assets that a container should make. The app does with CDK_DOCKER what aws-cdk-lib does (AssetStaging, DockerImage).
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition } from '../../../src/emulator/definition/definition.ts';
import { describe } from '../../../src/sources/describe/describe.ts';
import type { Description } from '../../../src/sources/describe/document.ts';
import { writtenFolder } from '../written-folder.ts';

const APP = `
const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const out = process.env.CDK_OUTDIR;
const docker = (...args) => {
  const { status, error } = spawnSync(process.env.CDK_DOCKER ?? 'docker', args, { stdio: 'inherit' });
  if (error !== undefined || status !== 0) throw error ?? new Error('docker exited with status ' + status);
};
const made = join(out, 'asset.made');
if (!existsSync(made)) {
  mkdirSync(made + '-building');
  docker('build', '-t', 'image', '.');
  docker('run', '--rm', '-v', __dirname + ':/asset-input:delegated', '-v', made + '-building:/asset-output:delegated', 'image', 'bash', '-c', 'make');
  renameSync(made + '-building', made);
}
const code = (key) => ({ S3Bucket: 'assets', S3Key: key });
const fn = (key) => ({ Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: code(key), Layers: [{ Ref: 'Layer' }] } });
const Resources = { Made: fn('made.zip'), Plain: fn('plain.zip'), Layer: { Type: 'AWS::Lambda::LayerVersion', Properties: { Content: code('made.zip') } } };
const file = (path, objectKey) => ({ source: { path, packaging: 'zip' }, destinations: { here: { bucketName: 'assets', objectKey } } });
mkdirSync(join(out, 'asset.plain'), { recursive: true });
writeFileSync(join(out, 'asset.plain', 'index.js'), 'exports.handler = async () => 1;');
writeFileSync(join(out, 'T.assets.json'), JSON.stringify({ files: { made: file('asset.made', 'made.zip'), plain: file('asset.plain', 'plain.zip') } }));
writeFileSync(join(out, 'T.template.json'), JSON.stringify({ Resources }));
writeFileSync(join(out, 'manifest.json'), JSON.stringify({ artifacts: {
  'T.assets': { type: 'cdk:asset-manifest', properties: { file: 'T.assets.json' } },
  T: { type: 'aws:cloudformation:stack', properties: { templateFile: 'T.template.json' }, dependencies: ['T.assets'] },
} }));
`;

/** As the Docker CLI speaks where its daemon does not run. */
const WITHOUT_DAEMON = `#!/bin/sh
echo 'docker: Cannot connect to the Docker daemon.' >&2
echo >&2
echo "Run 'docker run --help' for more information" >&2
exit 125
`;

/** A container that makes the code. */
const WORKING = `#!/bin/sh
for word in "$@"; do case "$word" in *:/asset-output:*) echo 'exports.handler = async () => 2;' > "\${word%%:*}/index.js" ;; esac; done
`;

const isWindows = process.platform === 'win32';

test.skipIf(isWindows)(
  'what a container should make is named once with its reason, and all else is served',
  async () => {
    const folder = writtenFolder({ 'cdk.json': { app: 'app.js' }, 'app.js': APP, 'empty/none': '' });
    const { said, functions, notRun } = await describedWith(folder, join(folder, 'empty'));
    const why =
      'its code is bundled in a container, which failed (there is no Docker on the PATH); NodejsFunction needs none where esbuild is installed';
    expect(functions.map(({ id }) => id)).toEqual(['Made', 'Plain']);
    expect(notRun).toEqual([{ id: 'Made', type: 'AWS::Lambda::Function', reason: why }]);
    expect(said).toEqual(['the layer Layer is not here; functions run without it', `not run here: Made: ${why}`]);
  },
);

test.skipIf(isWindows)('a container that fails is asked for again at the next synthesis', async () => {
  const folder = writtenFolder({
    'cdk.json': { app: 'app.js' },
    'app.js': APP,
    "it's failing/docker": WITHOUT_DAEMON,
    'working/docker': WORKING,
  });
  for (const name of ["it's failing", 'working']) chmodSync(join(folder, name, 'docker'), 0o755);
  const path = (name: string): string => [join(folder, name), process.env['PATH']].join(delimiter);
  const failing = await describedWith(folder, path("it's failing"));
  expect(failing.notRun?.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('which failed (docker: Cannot connect to the Docker daemon.)'),
  ]);
  const working = await describedWith(folder, path('working'));
  expect(working.said).toEqual([]);
  expect(working.notRun ?? []).toEqual([]);
});

async function describedWith(cwd: string, path: string): Promise<Description & { readonly said: readonly string[] }> {
  const { describable, problems } = await readDefinition({ cwd, environment: { PATH: path } });
  const said = problems.map(({ message }) => message);
  if (describable === undefined) throw new Error(said.join('\n'));
  return { ...describe(describable), said };
}
