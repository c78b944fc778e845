import type { Part } from '../service/part.ts';
import type { Given } from '../service/resources.ts';
import type { Service } from '../service/service.ts';

/** What a function's code becomes: a path relative to the service, or what lies elsewhere. */
export interface FunctionCodeParts {
  readonly Code: Given;
  readonly PackageType?: Given;
  readonly ImageConfig?: Given;
}

/** The artifact of the function or the service where one is named; else the service's folder. */
export function codeOf(service: Service, part: Part): FunctionCodeParts {
  const image = part.get('image');
  if (image.exists) return { Code: { ImageUri: imageUri(service, image) }, PackageType: 'Image' };
  const own = part.get('package').get('artifact');
  const artifact = own.exists ? own : service.root.get('package').get('artifact');
  const path = artifact.exists ? artifact.text('the path of a zip file') : undefined;
  if (path === undefined) return { Code: '.' };
  const [, bucket, key] = /^(?:s3:\/\/|https?:\/\/s3[^/]*\.amazonaws\.com\/)([^/]+)\/(.+)$/.exec(path) ?? [];
  return bucket !== undefined && key !== undefined ? { Code: { S3Bucket: bucket, S3Key: key } } : { Code: artifact };
}

/** The image's URI as written, or the name under which `provider.ecr.images` builds it. */
function imageUri(service: Service, image: Part): string {
  const uri = image.get('uri');
  if (uri.exists) return String(uri.value);
  const name = image.get('name').exists ? String(image.get('name').value) : String(image.value);
  const built = service.provider.get('ecr').get('images').get(name).get('uri');
  return built.exists ? String(built.value) : name;
}
