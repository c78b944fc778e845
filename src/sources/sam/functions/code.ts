import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';

export interface Code {
  /** `Code` of the Lambda function: a path relative to the template, source text, an S3 object or an image. */
  readonly code: TemplateValue;
  /** The property that says so. */
  readonly source: 'CodeUri' | 'InlineCode' | 'ImageUri' | undefined;
}

/** Where a function's code is. Without `CodeUri` it is in the template's own folder, as `sam build` has it. */
export function codeOf(id: string, properties: TemplateMap): Code {
  const { InlineCode: inline, CodeUri: uri, ImageUri: image } = properties;
  if (properties['PackageType'] === 'Image') {
    return { code: { ImageUri: image ?? '' }, source: image === undefined ? undefined : 'ImageUri' };
  }
  if (isGiven(inline)) return { code: { ZipFile: inline }, source: 'InlineCode' };
  if (uri === undefined || uri === null || uri === '') return { code: '.', source: undefined };
  return { code: locationOf(id, uri, 'CodeUri'), source: 'CodeUri' };
}

/** A `CodeUri` or `ContentUri`: an S3 object as Lambda takes it, or a path relative to the template, as `sam package` uploads it. */
export function locationOf(id: string, uri: TemplateValue, property: 'CodeUri' | 'ContentUri'): TemplateValue {
  const path = ['Properties', property];
  if (isIntrinsic(uri)) return uri;
  if (isMap(uri)) return s3Object(id, uri, property);
  if (typeof uri !== 'string') throw new ResourceError(id, `'${property}' must be of type dict or string.`, path);
  if (/\{\{resolve:(ssm|ssm-secure|secretsmanager):[a-zA-Z0-9_.\-/]*\/[a-zA-Z0-9_.\-/]*(:\d+)?\}\}/.test(uri)) {
    const message = `Unsupported dynamic reference detected in '${property}'. Please consider using alternative 'FunctionCode' object format.`;
    throw new ResourceError(id, message, path);
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) return uri;
  const [, bucket, key, version] = /^s3:\/\/([^/?#[\]]+)\/+([^?#]+)(?:\?versionId=([^&#]+))?/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) {
    const message = `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`;
    throw new ResourceError(id, message, path);
  }
  return { S3Bucket: bucket, S3Key: key, ...(version === undefined ? {} : { S3ObjectVersion: version }) };
}

function s3Object(
  id: string,
  { Bucket: bucket, Key: key, Version: version }: TemplateMap,
  property: string,
): TemplateMap {
  if (!isGiven(bucket) || !isGiven(key)) {
    const message = `'${property}' requires Bucket and Key properties to be specified.`;
    throw new ResourceError(id, message, ['Properties', property]);
  }
  return { S3Bucket: bucket, S3Key: key, ...(version === undefined ? {} : { S3ObjectVersion: version }) };
}
