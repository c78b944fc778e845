import { readFileSync } from 'node:fs';
import { importHttpApi, importRestApi } from '../../../src/sources/openapi/index.ts';
import type {
  HttpApiDefinition,
  Imported,
  OpenApiOptions,
  RestApiDefinition,
} from '../../../src/sources/openapi/index.ts';
import type { Problem } from '../../../src/model/base/position.ts';

export const place = { region: 'us-east-1', accountId: '123456789012', apiId: 'abcdefghij' } as const;

export function importRest(text: string, options: Partial<OpenApiOptions> = {}): Imported<RestApiDefinition> {
  return importRestApi({ file: 'api.yaml', text }, { ...place, ...options });
}

export function importHttp(text: string, options: Partial<OpenApiOptions> = {}): Imported<HttpApiDefinition> {
  return importHttpApi({ file: 'api.yaml', text }, { ...place, ...options });
}

export function fixture(name: string): { file: string; text: string } {
  const file = `fixtures/openapi/${name}`;
  return { file, text: readFileSync(file, 'utf8') };
}

/** `error 12:5 message` of each problem, without the file. */
export function said(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ severity, message, position }) => `${severity} ${position?.line ?? 0}:${position?.column ?? 0} ${message}`,
  );
}

/** A REST document (OpenAPI 3) around the lines of one operation, which stand from line 5 on, indented by six. */
function restOperation(lines: string, root = ''): string {
  return `openapi: 3.0.1\npaths:\n  /a:\n    get:\n${indented(lines, 6)}\n${root}`;
}

/** As `restOperation`, with a MOCK integration at the end. */
export function mockOperation(lines: string, root = ''): string {
  return restOperation(`${lines}\nx-amazon-apigateway-integration: { type: mock }`, root);
}

/** A REST document around the fields of one integration, which stand from line 6 on, indented by eight. */
export function restIntegration(lines: string): string {
  return restOperation(`x-amazon-apigateway-integration:\n${indented(lines, 2)}`);
}

/** An HTTP API's document; the integration's fields stand from line 6 on, indented by eight. */
export function httpIntegration(lines: string): string {
  return restIntegration(lines);
}

function indented(lines: string, by: number): string {
  return lines
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}

export const LAMBDA_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:fn/invocations';
