import type { Positions } from '../../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ref } from '../words/intrinsics.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';

/** What a REST API's events are collected in. The title is the stack's name. */
export function swaggerSkeleton(): TemplateMap {
  return { swagger: '2.0', info: { version: '1.0', title: ref('AWS::StackName') }, paths: {} };
}

/** What an HTTP API's events are collected in. */
export function openApiSkeleton(): TemplateMap {
  return { openapi: '3.0.1', info: { version: '1.0', title: ref('AWS::StackName') }, paths: {} };
}

export function isOpenApi3(version: TemplateValue | undefined): boolean {
  return isGiven(version) && /^3\.\d(\.\d)?$/.test(versionText(version));
}

/** A document that SAM may add to: Swagger, or OpenAPI 3 in a REST API. */
export function isRestDocument(body: TemplateValue | undefined): body is TemplateMap {
  if (!isMap(body) || !isMap(body['paths'])) return false;
  return isGiven(body['swagger']) || isOpenApi3(body['openapi']);
}

/** A document that SAM may add to in an HTTP API. */
export function isHttpDocument(body: TemplateValue | undefined): body is TemplateMap {
  return isMap(body) && isMap(body['paths']) && isOpenApi3(body['openapi']);
}

/** Numbers in YAML keep the text that was written where they are read as versions: `openapi: 3.0` is 3 as a number. */
export function keepVersionText(body: TemplateValue | undefined, positions: Positions): void {
  if (!isMap(body)) return;
  for (const key of ['openapi', 'swagger']) {
    if (typeof body[key] === 'number') body[key] = positions.of(body, key)?.source ?? versionText(body[key]);
  }
}

export function pathsOf(body: TemplateMap): TemplateMap {
  const paths = member(body, 'paths');
  return isMap(paths) ? paths : {};
}

function versionText(version: TemplateValue): string {
  return typeof version === 'number' && Number.isInteger(version) ? `${version}.0` : shown(version);
}
