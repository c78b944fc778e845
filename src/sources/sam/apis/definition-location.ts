import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { isGiven, isMap, shown } from '../words/values.ts';

/**
 * Where a definition lies: an S3 object, or a path relative to the template, which `sam package` would have uploaded. Anything else that
 * looks like a URL is refused as SAM does.
 */
export function definitionLocation(id: string, uri: TemplateValue): TemplateValue {
  const path = ['Properties', 'DefinitionUri'];
  if (isMap(uri)) {
    const isIntrinsic = Object.keys(uri).length === 1 && /^(?:Ref|Fn::)/.test(Object.keys(uri)[0] ?? '');
    if (isIntrinsic || (isGiven(uri['Bucket']) && isGiven(uri['Key']))) return s3Location(uri);
    throw new ResourceError(id, "'DefinitionUri' requires Bucket and Key properties to be specified.", path);
  }
  const text = shown(uri);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  const [, bucket, key] = /^s3:\/\/([^/?#[\]]+)\/+([^?#]+)/.exec(text) ?? [];
  if (bucket === undefined || key === undefined) {
    const message =
      "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.";
    throw new ResourceError(id, message, path);
  }
  return { Bucket: bucket, Key: key };
}

function s3Location(uri: TemplateMap): TemplateMap {
  if (!isGiven(uri['Bucket'])) return uri;
  return { Bucket: uri['Bucket'], Key: uri['Key'] ?? null };
}
