import { nearest } from '../model/nearest/nearest.ts';
import { parseTemplate } from './velocity/syntax/parse-template.ts';
import { referencesOf } from './velocity/syntax/references-of.ts';
import { Source, positionOf } from './velocity/syntax/source.ts';
import type { Accessor } from './velocity/syntax/tree.ts';

/** A member that API Gateway does not have: a reference to it prints nothing, without a message. */
export interface UnknownMember {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** `Did you mean "$input.json"?` */
  readonly hint?: string;
}

export interface KnownMembers {
  /** Names of the stage's variables; any is taken where absent. */
  readonly stageVariables?: readonly string[];
}

/** Members by the reference that they stand on (docs/aws/vtl.md#input, docs/aws/vtl.md#util, docs/aws/rest-api.md#context-variables). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  input: ['body', 'json', 'params', 'path'],
  util: ['escapeJavaScript', 'parseJson', 'urlEncode', 'urlDecode', 'base64Encode', 'base64Decode'],
  context: words(
    'accountId apiId authorizer awsEndpointRequestId connectedAt connectionId customDomain deploymentId disconnectReason',
    'disconnectStatusCode domainName domainPrefix error eventType extendedRequestId httpMethod identity isCanaryRequest messageDirection',
    'messageId operationName path protocol requestId requestOverride requestTime requestTimeEpoch resourceId resourcePath responseOverride',
    'routeKey stage status wafResponseCode webaclArn xrayTraceId',
  ),
  'context.identity': words(
    'accessKey accountId apiKey apiKeyId caller clientCert cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId',
    'cognitoIdentityPoolId principalOrgId sourceIp user userAgent userArn vpcId vpceId',
  ),
  'context.error': words('message messageString responseType validationErrorString'),
  'context.requestOverride': words('header path querystring'),
  'context.responseOverride': words('header status'),
};

/** What a template may call on a map such as `$context`, and on any object. */
const JAVA_METHODS = new Set(
  words(
    'get getOrDefault containsKey keySet values entrySet size isEmpty put remove equals hashCode toString getClass getBody class empty',
  ),
);

/** What is wrong with a template that parses. @throws {TemplateError} where it does not. */
export function unknownMembers(template: string, known: KnownMembers = {}): UnknownMember[] {
  const found: UnknownMember[] = [];
  for (const { reference, at } of referencesOf(parseTemplate(new Source(template)))) {
    const { root, accessors } = reference;
    const wrong = wrongMember(root, accessors, known);
    if (wrong === undefined) continue;
    const near = nearest(wrong.name, wrong.known);
    found.push({
      ...positionOf(template, at),
      message: `$${wrong.path} has no member "${wrong.name}"`,
      ...(near === undefined ? {} : { hint: `Did you mean "$${wrong.path}.${near}"?` }),
    });
  }
  return found;
}

interface WrongMember {
  readonly path: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** Follows a reference as far as its members are known. */
function wrongMember(root: string, accessors: readonly Accessor[], known: KnownMembers): WrongMember | undefined {
  let path = root;
  for (const accessor of accessors) {
    const members = path === 'stageVariables' ? known.stageVariables : MEMBERS[path];
    if (members === undefined || accessor.kind === 'index') return undefined;
    const { name } = accessor;
    if (JAVA_METHODS.has(name)) return undefined;
    if (!members.includes(name)) return { path, name, known: members };
    path = `${path}.${name}`;
  }
  return undefined;
}

function words(...lines: readonly string[]): string[] {
  return lines.join(' ').split(' ');
}
