import { basename, dirname } from 'node:path';
import { derivedId } from '../model/definition/derived-id.ts';
import type { AwsResource, ResourceFacts } from './aws-resources/resources.ts';
import type { InputContext, ReadInput } from './input.ts';
import { whyUnreadable } from './problems/unreadable.ts';

/** Only HTTP APIs have these. */
const OF_HTTP_APIS = /payloadFormatVersion|x-amazon-apigateway-(?:cors|importexport-version)/;

/**
 * An OpenAPI document on its own: one API, named after its file, with one stage. Its functions are elsewhere; a configuration that is laid over
 * it says where.
 */
export function readOpenApi(
  file: string,
  { options, region, accountId, readFile, files, problems }: InputContext,
): ReadInput {
  files.add(file);
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    problems.error(`the OpenAPI document cannot be read: ${whyUnreadable(error, basename(file))}`);
    return { kind: 'openapi', resources: undefined };
  }
  const id = basename(file).replace(/\.[^.]*$/, '');
  const facts = {
    physicalId: derivedId('api', id),
    folder: dirname(file),
    at: nowhere,
    sourceOf: nowhere,
    unknown: [],
    elsewhere: [],
  };
  const body = { bodyS3Location: { path: basename(file) } };
  return {
    kind: 'openapi',
    resources: {
      region: options.region ?? region ?? 'us-east-1',
      accountId: accountId ?? '123456789012',
      root: dirname(file),
      resources: OF_HTTP_APIS.test(text) ? httpApi(id, facts, body) : restApi(id, facts, body),
      notRun: [],
      isStrict: true,
    },
  };
}

type Facts = Omit<ResourceFacts, 'id' | 'resourceType'>;
type Body = { readonly bodyS3Location: { readonly path: string } };

function restApi(id: string, facts: Facts, body: Body): AwsResource[] {
  return [
    { ...facts, ...body, resourceType: 'AWS::ApiGateway::RestApi', id },
    { ...facts, resourceType: 'AWS::ApiGateway::Stage', id: `${id}/stage`, restApi: id, stageName: 'dev' },
  ];
}

function httpApi(id: string, facts: Facts, body: Body): AwsResource[] {
  return [
    { ...facts, ...body, resourceType: 'AWS::ApiGatewayV2::Api', id, protocolType: 'HTTP' },
    { ...facts, resourceType: 'AWS::ApiGatewayV2::Stage', id: `${id}/stage`, api: id, stageName: '$default' },
  ];
}

function nowhere(): undefined {
  return undefined;
}
