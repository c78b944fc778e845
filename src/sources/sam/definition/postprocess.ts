import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { TemplateError } from '../words/errors.ts';
import { isGiven, isMap, member } from '../words/values.ts';
import { isOpenApi3 } from './documents.ts';

/**
 * Moves what only Swagger has to where OpenAPI 3 has it: security schemes and models to `components`, and the headers of OPTIONS methods
 * into schemas. `version` is the API's `OpenApiVersion`.
 */
export function finishRestDocument(body: TemplateMap, version: TemplateValue | undefined): void {
  if (isGiven(body['swagger']) && !isGiven(body['openapi'])) return;
  if (!isOpenApi3(body['openapi'] ?? version)) return;
  moveToComponents(body, 'securityDefinitions', 'securitySchemes');
  moveToComponents(body, 'definitions', 'schemas');
  const paths = body['paths'];
  if (!isGiven(paths)) return;
  if (!isMap(paths)) throw new TemplateError('Value of paths must be a dictionary according to Swagger spec.');
  for (const [path, item] of Object.entries(paths)) {
    if (!isMap(item)) {
      throw new TemplateError(`Value of '${path}' path must be a dictionary according to Swagger spec.`, [
        'Properties',
        'DefinitionBody',
        'paths',
        path,
      ]);
    }
    finishOptions(path, item['options']);
  }
}

function moveToComponents(body: TemplateMap, from: string, to: string): void {
  const moved = body[from];
  if (!isGiven(moved)) return;
  const components = isMap(body['components']) ? body['components'] : {};
  components[to] = moved;
  body['components'] = components;
  delete body[from];
}

function finishOptions(path: string, options: TemplateValue | undefined): void {
  if (!isGiven(options)) return;
  const at = ['Properties', 'DefinitionBody', 'paths', path, 'options'];
  const wanted = 'must be a dictionary according to Swagger spec.';
  if (!isMap(options)) throw new TemplateError(`Value of options method for path ${path} ${wanted}`, at);
  delete options['produces'];
  delete options['consumes'];
  const responses = options['responses'];
  if (responses === undefined) return;
  const response = isMap(responses) ? (responses['200'] ?? {}) : responses;
  if (!isMap(response)) {
    throw new TemplateError(`Invalid responses in options method for path ${path}: It should be a map.`, [
      ...at,
      'responses',
    ]);
  }
  const headers = member(response, 'headers');
  if (!isGiven(headers)) return;
  if (!isMap(headers)) {
    throw new TemplateError(`Value of response's headers in options method for path ${path} ${wanted}`, [
      ...at,
      'responses',
      '200',
      'headers',
    ]);
  }
  for (const [name, header] of Object.entries(headers)) headers[name] = { schema: header };
}
