import { dirname, isAbsolute, join } from 'node:path';
import { MAX_DOCUMENT_CHARACTERS } from '../../../model/definition/limits.ts';
import { percentDecode } from '../../../model/http/percent-decoding.ts';
import { readYamlDocument } from '../../problems/yaml-document.ts';
import type { Problems } from '../../problems/problems.ts';
import type { SourceDocument } from '../../problems/source-document.ts';
import type { OpenApiInput, OpenApiOptions } from '../options.ts';
import { DocumentPlace, type Resolver } from './document-place.ts';

/** The document and the files it refers to. Each file is read once. */
export class Library implements Resolver {
  readonly #documents = new Map<string, SourceDocument | undefined>();
  readonly #reported = new Set<unknown>();
  /** References that are being followed: meeting one again is a circle. */
  readonly #underWay = new Set<unknown>();
  readonly #includedFrom = new Map<SourceDocument, SourceDocument>();

  constructor(
    readonly options: OpenApiOptions,
    readonly problems: Problems,
  ) {}

  /** Further files that were read, in the order met. */
  get files(): readonly string[] {
    return [...this.#documents.keys()];
  }

  open(input: OpenApiInput): DocumentPlace {
    const document = 'text' in input ? this.#parse(input.text, input.file) : input;
    return this.follow(new DocumentPlace(document, [], document.value, this));
  }

  follow(place: DocumentPlace): DocumentPlace {
    const reference = place.isMap ? (place.value as { readonly $ref?: unknown }).$ref : undefined;
    if (typeof reference !== 'string') return place;
    if (this.#underWay.has(place.value)) {
      this.#report(place, 'the reference "$ref" goes round in a circle');
      return emptied(place);
    }
    this.#underWay.add(place.value);
    const target = this.#find(reference, place);
    const end =
      target && this.follow(new DocumentPlace(target.document, target.path, target.value, this, place.usedAt ?? place));
    this.#underWay.delete(place.value);
    return end ?? emptied(place);
  }

  included(place: DocumentPlace): DocumentPlace | undefined {
    const transform = (place.value as { readonly ['Fn::Transform']?: unknown })['Fn::Transform'];
    if (transform === undefined) return undefined;
    const location = includeLocation(transform);
    if (location === undefined) {
      const message = '"Fn::Transform" is read only with the name AWS::Include and a Location that is text';
      this.#report(place, message, 'Write { Name: AWS::Include, Parameters: { Location: ./part.yaml } }.');
      return undefined;
    }
    const document = this.#load(location, place);
    if (!document) return undefined;
    if (this.#isIncludedBy(place.document, document)) {
      this.#report(place, `"Fn::Transform" includes ${location}, which includes this file`);
      return undefined;
    }
    if (!this.#includedFrom.has(document)) this.#includedFrom.set(document, place.document);
    return new DocumentPlace(document, [], document.value, this);
  }

  #isIncludedBy(inner: SourceDocument, outer: SourceDocument): boolean {
    for (let current: SourceDocument | undefined = inner; current; current = this.#includedFrom.get(current))
      if (current === outer) return true;
    return false;
  }

  #find(reference: string, from: DocumentPlace): DocumentPlace | undefined {
    const hash = reference.indexOf('#');
    const file = hash === -1 ? reference : reference.slice(0, hash);
    const document = file === '' ? from.document : this.#load(file, from);
    if (!document) return undefined;
    const steps = hash === -1 ? [] : pointerSteps(reference.slice(hash + 1));
    let place: DocumentPlace | undefined = new DocumentPlace(document, [], document.value, this);
    for (const step of steps) {
      const holder: DocumentPlace | undefined = place && this.follow(place);
      place = holder?.isList ? holder.rawItems()[Number(step)] : holder?.raw(step);
    }
    if (!place) this.#report(from, `"$ref" leads nowhere: there is no ${reference}`);
    return place;
  }

  #load(file: string, from: DocumentPlace): SourceDocument | undefined {
    const path = isAbsolute(file) ? file : join(dirname(from.document.file), file);
    if (this.#documents.has(path)) return this.#documents.get(path);
    const text = this.#read(file, path, from);
    const document = text === undefined ? undefined : this.#parse(text, path);
    this.#documents.set(path, document);
    return document;
  }

  #read(file: string, path: string, from: DocumentPlace): string | undefined {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) {
      this.#report(from, `"${file}" is not on this machine`, 'Name a file relative to the document.');
      return undefined;
    }
    if (!this.options.readFile) {
      this.#report(from, `the document refers to another file, "${file}", and no other files can be read here`);
      return undefined;
    }
    try {
      return this.options.readFile(path);
    } catch (error) {
      this.#report(from, `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  #parse(text: string, file: string): SourceDocument {
    if (text.length <= MAX_DOCUMENT_CHARACTERS)
      return readYamlDocument(text, file, this.problems, { tags: 'cloudformation' });
    this.problems.error('an OpenAPI document may have 6 MB at most', { file, line: 1, column: 1 });
    return readYamlDocument('', file, this.problems);
  }

  /** References are followed on each use; each problem is reported once. */
  #report(place: DocumentPlace, message: string, hint?: string): void {
    if (this.#reported.has(place.value)) return;
    this.#reported.add(place.value);
    this.problems.error(message, place.position, hint);
  }
}

function emptied(place: DocumentPlace): DocumentPlace {
  return new DocumentPlace(place.document, place.path, {}, place.resolver, place.usedAt ?? place);
}

/** `/paths/~1pets/get` -> `paths`, `/pets`, `get` (RFC 6901, percent-encoding of URL fragments undone). */
function pointerSteps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => percentDecode(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function includeLocation(transform: unknown): string | undefined {
  const { Name, Parameters } = (transform ?? {}) as { Name?: unknown; Parameters?: { Location?: unknown } };
  return Name === 'AWS::Include' && typeof Parameters?.Location === 'string' ? Parameters.Location : undefined;
}
