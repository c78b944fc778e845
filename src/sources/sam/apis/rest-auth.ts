import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { addCustomStatements, addResourcePolicy } from '../definition/resource-policy.ts';
import { defineApiKey, requireApiKeys, securityDefinitions, setDefaultAuthorizer } from '../definition/security.ts';
import { isRestDocument, pathsOf } from '../definition/documents.ts';
import { checkPathItems } from '../definition/path-items.ts';
import { ResourceError, TemplateError } from '../words/errors.ts';
import { sub } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';
import { type RestAuthorizer, readRestAuthorizers } from './rest-authorizers.ts';

const KEYS = new Set([
  'Authorizers',
  'DefaultAuthorizer',
  'InvokeRole',
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'ResourcePolicy',
  'UsagePlan',
]);

/** Puts an API's `Auth` into its document: authorizers, the default of all methods, API keys, the resource policy. */
export function addRestAuth(work: Transformation, id: string, auth: TemplateMap, stage: TemplateValue): void {
  const body = documentFor(work, id, auth);
  const authorizers = readRestAuthorizers(id, auth);
  if (authorizers.size > 0) {
    const definitions = securityDefinitions(body);
    for (const [name, { scheme }] of authorizers) definitions[name] = scheme;
    addDefault(id, body, auth, authorizers);
  }
  if (isGiven(auth['ApiKeyRequired'])) {
    defineApiKey(body);
    requireApiKeys(body, auth['AddApiKeyRequiredToCorsPreflight'] !== false);
  }
  addPolicy(work, body, auth['ResourcePolicy'], stage);
  addPermissions(work, id, authorizers);
}

function documentFor(work: Transformation, id: string, auth: TemplateMap): TemplateMap {
  const body = work.propertiesOf(id)['DefinitionBody'];
  const error = (message: string): ResourceError => new ResourceError(id, message, ['Properties', 'Auth']);
  if (!isGiven(body)) throw error("Auth works only with inline Swagger specified in 'DefinitionBody' property.");
  const unknown = Object.keys(auth).find((key) => !KEYS.has(key));
  if (unknown !== undefined) {
    throw new ResourceError(
      id,
      "Invalid value for 'Auth' property",
      ['Properties', 'Auth', unknown],
      `"${unknown}" is not one of ${[...KEYS].join(', ')}.`,
    );
  }
  if (!isRestDocument(body)) {
    throw error(
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  checkPathItems(body);
  return body;
}

function addDefault(
  id: string,
  body: TemplateMap,
  auth: TemplateMap,
  authorizers: ReadonlyMap<string, RestAuthorizer>,
): void {
  const name = auth['DefaultAuthorizer'];
  if (!isGiven(name)) return;
  const path = ['Properties', 'Auth', 'DefaultAuthorizer'];
  if (typeof name !== 'string') throw new ResourceError(id, 'DefaultAuthorizer is not a string.', path);
  if (!authorizers.has(name)) {
    throw new ResourceError(
      id,
      `Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`,
      path,
    );
  }
  const alsoPreflight = auth['AddDefaultAuthorizerToCorsPreflight'] !== false;
  setDefaultAuthorizer(body, name, [...authorizers.keys()], (one) => authorizers.get(one)?.scopes ?? [], alsoPreflight);
}

function addPolicy(
  work: Transformation,
  body: TemplateMap,
  policy: TemplateValue | undefined,
  stage: TemplateValue,
): void {
  if (!isGiven(policy)) return;
  if (!isMap(policy)) {
    throw new TemplateError('ResourcePolicy must be a map (ResourcePolicyStatement).', [
      'Properties',
      'Auth',
      'ResourcePolicy',
    ]);
  }
  for (const path of Object.keys(pathsOf(body))) addResourcePolicy(work, body, policy, path, stage);
  addCustomStatements(body, policy['CustomStatements']);
}

function addPermissions(work: Transformation, id: string, authorizers: ReadonlyMap<string, RestAuthorizer>): void {
  for (const [name, { functionArn, makesPermission }] of authorizers) {
    if (!makesPermission || functionArn === undefined) continue;
    const source = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*';
    work.add(id, `${id}${name}AuthorizerPermission`, {
      type: 'AWS::Lambda::Permission',
      properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: functionArn,
        Principal: 'apigateway.amazonaws.com',
        SourceArn: sub(source, { __ApiId__: { Ref: id } }),
      },
    });
  }
}
