import { placeholdersIn, withoutMarks } from '../../aws-resources/placeholder.ts';
import type { Attributes } from '../attributes/attributes.ts';
import { type JsonMap, textAt } from '../document/json-values.ts';
import { follow } from '../references/follow.ts';
import { type Archives, type ArchiveSource, uploaded } from './archives.ts';
import type { Completed } from './parts.ts';

/** Finds the code of functions and layers: sources before zips, local files before buckets. */
export class CodeFinder {
  constructor(
    readonly archives: Archives,
    /** `aws_s3_object` and its old name. */
    readonly objects: readonly Completed[],
    readonly attributes: Attributes,
  ) {}

  /** The attributes of a function in the shape of AWS's API, where `code` is one block. */
  functionValues({ instance, values }: Completed): JsonMap {
    const { filename: _file, s3_bucket: _bucket, s3_key: _key, image_uri: image, ...rest } = values;
    if (textAt(values, 'image_uri') !== undefined && image !== '') return { ...rest, code: { image_uri: image } };
    return { ...rest, code: this.#codeOf({ instance, values }) };
  }

  layerValues({ instance, values }: Completed): JsonMap {
    const { filename: _file, s3_bucket: _bucket, s3_key: _key, ...rest } = values;
    return { ...rest, content: this.#codeOf({ instance, values }) };
  }

  #codeOf({ instance, values }: Completed): JsonMap {
    const said = this.archives.saidOf(instance.address);
    if (said !== undefined) return written(said);
    const filename = knownText(values, 'filename');
    const local = this.#source(filename, 'filename', instance);
    if (local !== undefined) return local;
    const [bucket, key] = [textAt(values, 's3_bucket') ?? '', textAt(values, 's3_key') ?? ''];
    if (bucket === '' && key === '') return {};
    const object = uploaded(this.objects, bucket, key) ?? this.#objectOf(instance);
    return (
      (object === undefined ? undefined : this.#source(object, 's3_key', instance)) ?? {
        s3_bucket: withoutMarks(bucket),
        s3_key: withoutMarks(key),
      }
    );
  }

  /** What a zip is made of, else the zip. */
  #source(zip: string | undefined, attribute: string, instance: Completed['instance']): JsonMap | undefined {
    const made = zip === undefined ? undefined : this.archives.of(zip);
    const source = made ?? this.#referred(attribute, instance);
    if (source !== undefined) return written(source);
    return zip === undefined ? undefined : { path: zip };
  }

  /** An archive that is made during the apply is known by reference only. */
  #referred(attribute: string, instance: Completed['instance']): ArchiveSource | undefined {
    const expression = this.attributes.scopes.configOf(instance)?.expressions[attribute];
    for (const found of follow(expression, [], this.attributes.siteOf(instance))) {
      const source = 'instance' in found ? this.archives.madeBy(found.instance.address) : undefined;
      if (source !== undefined) return source;
    }
    return undefined;
  }

  /** `s3_key = aws_s3_object.code.key`, whose bucket is known after the apply only. */
  #objectOf(instance: Completed['instance']): string | undefined {
    const expression = this.attributes.scopes.configOf(instance)?.expressions['s3_key'];
    for (const found of follow(expression, [], this.attributes.siteOf(instance))) {
      const object = this.objects.find((one) => 'instance' in found && one.instance === found.instance);
      const source = textAt(object?.values, 'source');
      if (source !== undefined) return source;
    }
    return undefined;
  }
}

function knownText(values: JsonMap, name: string): string | undefined {
  const text = textAt(values, name);
  return text === undefined || text === '' || placeholdersIn(text).length > 0 ? undefined : text;
}

function written(source: ArchiveSource): JsonMap {
  return 'content' in source ? { zip_file: source.content } : { path: source.path };
}
