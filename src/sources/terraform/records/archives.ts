import { normalize } from 'node:path';
import { isJsonObject, parseJson } from '../../../model/base/json.ts';
import { at, listAt, mapAt, textAt } from '../document/json-values.ts';
import type { Instance } from '../document/instance.ts';

/** What a zip is made of. */
export type ArchiveSource =
  /** A folder or a file, relative to the folder in which Terraform ran. */
  { readonly path: string } | { readonly content: string };

/** The zips that an input makes, with the folders and files they are made of: those are served, so that an edit needs no new plan. */
export class Archives {
  readonly #byZip = new Map<string, ArchiveSource>();
  readonly #byAddress = new Map<string, ArchiveSource>();
  /** What the SAM CLI's convention says of a function or layer, by its address. */
  readonly #bySamMetadata = new Map<string, ArchiveSource>();

  constructor(instances: readonly Instance[]) {
    for (const instance of instances) {
      if (instance.type === 'archive_file') this.#addArchive(instance);
      else if (instance.type === 'external') this.#addPrepared(instance);
      else if (instance.type === 'null_resource' || instance.type === 'terraform_data') this.#addMetadata(instance);
    }
  }

  of(zip: string): ArchiveSource | undefined {
    return this.#byZip.get(normalize(zip));
  }

  madeBy(address: string): ArchiveSource | undefined {
    return this.#byAddress.get(address);
  }

  saidOf(address: string): ArchiveSource | undefined {
    return this.#bySamMetadata.get(address);
  }

  #addArchive({ address, values }: Instance): void {
    const source = sourceOf(values);
    const zip = textAt(values, 'output_path');
    if (source === undefined) return;
    this.#byAddress.set(address, source);
    if (zip !== undefined) this.#byZip.set(normalize(zip), source);
  }

  /** terraform-aws-modules/lambda zips with a program of its own, which a data source prepares. */
  #addPrepared({ address, values }: Instance): void {
    const zip = textAt(mapAt(values, 'result'), 'filename');
    const path = preparedPath(parseJson(textAt(mapAt(values, 'query'), 'source_path') ?? ''));
    if (zip === undefined || path === undefined) return;
    this.#byZip.set(normalize(zip), { path });
    this.#byAddress.set(address, { path });
  }

  /** `sam_metadata_*`: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/gs-terraform-support.html */
  #addMetadata({ name, module, values }: Instance): void {
    const triggers = values['triggers'] ?? values['input'];
    const resource = textAt(triggers, 'resource_name');
    const code = textAt(triggers, 'original_source_code');
    if (!name.startsWith('sam_metadata_') || resource === undefined || code === undefined) return;
    const parsed = parseJson(code);
    const path = isJsonObject(parsed)
      ? textAt(parsed, textAt(triggers, 'source_code_property') ?? 'path')
      : (preparedPath(parsed) ?? code);
    if (path === undefined) return;
    const isWhole = resource.startsWith('module.') || module === '';
    this.#bySamMetadata.set(isWhole ? resource : `${module}.${resource}`, { path });
  }
}

function sourceOf(values: Instance['values']): ArchiveSource | undefined {
  const path = textAt(values, 'source_dir') ?? textAt(values, 'source_file');
  if (path !== undefined && path !== '') return { path };
  const blocks = listAt(values, 'source');
  const content = textAt(values, 'source_content') ?? (blocks.length === 1 ? textAt(blocks[0], 'content') : undefined);
  return content === undefined || content === '' ? undefined : { content };
}

/** `source_path` of the module: a path, or a list of paths and of maps with one. The first is where the handler usually is. */
function preparedPath(written: unknown): string | undefined {
  if (typeof written === 'string') return written;
  if (!Array.isArray(written)) return isJsonObject(written) ? textAt(written, 'path') : undefined;
  return (written as unknown[])
    .map((one) => (typeof one === 'string' ? one : textAt(one, 'path')))
    .find((one) => one !== undefined);
}

/** The `source` of the S3 object that code is uploaded as; `undefined` where the object is not in the input. */
export function uploaded(
  objects: readonly { readonly values: unknown }[],
  bucket: string,
  key: string,
): string | undefined {
  const object = objects.find(({ values }) => at(values, 'bucket') === bucket && at(values, 'key') === key);
  return textAt(object?.values, 'source');
}
