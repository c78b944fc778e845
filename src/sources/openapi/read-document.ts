import { Problems } from '../problems/problems.ts';
import { checkExtensions } from './check-extensions.ts';
import { Library } from './document/library.ts';
import type { DocumentPlace } from './document/document-place.ts';
import { ResolvedTexts } from './document/resolved-texts.ts';
import type { ImportContext } from './import-context.ts';
import type { OpenApiInput, OpenApiOptions } from './options.ts';

export interface OpenDocument {
  /** Absent when the document cannot be read as OpenAPI at all; the problems say why. */
  readonly context?: ImportContext;
  readonly problems: Problems;
  readonly library: Library;
}

/** Opens a document and looks at what it says of itself: its version, its extensions. */
export function openDocument(kind: 'rest' | 'http', input: OpenApiInput, options: OpenApiOptions): OpenDocument {
  const problems = new Problems();
  const library = new Library(options, problems);
  const root = library.open(input);
  const version = versionOf(root, kind, problems, options.isLenient === true);
  if (!version) return { problems, library };
  const context: ImportContext = {
    kind,
    version,
    root,
    options,
    problems,
    texts: new ResolvedTexts(options, problems),
  };
  checkExtensions(context);
  return { context, problems, library };
}

/**
 * REST APIs are imported from OpenAPI 2 and 3.0, HTTP APIs from 3.0 only (docs/aws/rest-api.md#how-a-document-is-mapped,
 * docs/aws/http-api.md#openapi-import).
 */
function versionOf(
  root: DocumentPlace,
  kind: 'rest' | 'http',
  problems: Problems,
  isLenient: boolean,
): ImportContext['version'] | undefined {
  if (!root.isMap) {
    if (!problems.hasErrors) problems.error('Invalid OpenAPI input: the document is not a map', root.position);
    return undefined;
  }
  const openapi = root.get('openapi');
  const swagger = root.get('swagger');
  const place = openapi ?? swagger;
  if (!place) {
    const message = 'Invalid OpenAPI input: it does not say which version of OpenAPI it is written in';
    const wanted = kind === 'rest' ? 'openapi: 3.0.1 or swagger: "2.0"' : 'openapi: 3.0.1';
    problems.error(message, root.position, `Begin the document with ${wanted}.`);
    return undefined;
  }
  const text = place.scalarText;
  if (openapi && /^3\.0(?:\.\d+)?$/.test(text)) return '3.0';
  if (swagger && /^2(?:\.0)?$/.test(text)) {
    if (kind === 'rest') return '2.0';
    const message = 'HTTP APIs are imported from OpenAPI 3.0 only, found Swagger 2.0';
    problems.error(message, place.position, 'Convert the document to OpenAPI 3.0, or make it a REST API (type: rest).');
    return undefined;
  }
  const found = openapi && text.startsWith('3.') ? `OpenAPI ${text}` : `version ${text}`;
  const message = `API Gateway does not import ${found}`;
  problems.error(message, place.position, `It reads OpenAPI 3.0.x${kind === 'rest' ? ' and Swagger 2.0' : ''}.`);
  return isLenient && openapi && /^3(?:\.\d+)*$/.test(text) ? '3.0' : undefined;
}
