import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { FunctionCode } from '../../../../model/definition/function.ts';
import type { DescribedCode } from '../../../describe/document.ts';
import type { AwsResource } from '../../resources.ts';
import { whyNotBundled } from './not-bundled.ts';
import { howToRun } from './runtimes.ts';

/** Where a function's code is and what runs it. */
export interface BuiltCode {
  readonly code: FunctionCode;
  readonly described: DescribedCode;
  /** Absolute: `LAMBDA_TASK_ROOT`. */
  readonly root: string;
}

/** What `sam build` and people's build scripts make of sources; zips are unpacked by the emulator. */
export function buildCode(record: AwsResource<'AWS::Lambda::Function'>, inputRoot: string): BuiltCode {
  const { code, runtime, folder } = record;
  if (record.packageType === 'Image' || code?.imageUri !== undefined) {
    const why = 'its code is a container image';
    return { code: unavailable(why), described: { image: true }, root: folder };
  }
  if (code?.zipFile !== undefined) {
    const inline: FunctionCode = { kind: 'inline', source: code.zipFile };
    return { code: howToRun(runtime, inline, folder), described: { inline: true }, root: folder };
  }
  if (code?.s3Bucket !== undefined || code?.s3Key !== undefined) {
    const s3 = `s3://${code.s3Bucket ?? ''}/${code.s3Key ?? ''}`;
    return { code: unavailable(`its code is in S3 (${s3})`), described: { s3 }, root: folder };
  }
  const path = resolve(folder, code?.path ?? '.');
  const described = { path: relative(inputRoot, path) || '.' };
  const missing = whyNotBundled(path);
  if (missing !== undefined) {
    const why = `its code is bundled in a container, which failed (${missing}); NodejsFunction needs none where esbuild is installed`;
    return { code: unavailable(why), described, root: path };
  }
  if (/\.(?:zip|jar)$/i.test(path)) {
    const zip: FunctionCode = { kind: 'zip', file: path };
    return { code: howToRun(runtime, zip, dirname(path)), described, root: dirname(path) };
  }
  const folderOfCode = existsSync(path) && statSync(path).isFile() ? dirname(path) : path;
  const root = join(folderOfCode, record.hints?.sourceRoot ?? '');
  return { code: howToRun(runtime, { kind: 'handler' }, root), described, root };
}

/** How to make a function run that cannot as it is; after the reason, in what its callers read. */
function unavailable(why: string): FunctionCode {
  return { kind: 'unavailable', why };
}
