import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { isIntrinsic, ref } from '../words/intrinsics.ts';
import { isGiven } from '../words/values.ts';
import type { Alias } from './alias.ts';

const CORS_TYPES: Readonly<Record<string, 'list' | 'bool' | 'int'>> = {
  AllowOrigins: 'list',
  AllowMethods: 'list',
  AllowCredentials: 'bool',
  AllowHeaders: 'list',
  ExposeHeaders: 'list',
  MaxAge: 'int',
};

/** Makes the function URL of `FunctionUrlConfig`, of the alias if there is one. */
export function addFunctionUrl(work: Transformation, id: string, config: TemplateMap, alias: Alias | undefined): void {
  const { AuthType: auth, Cors: cors, InvokeMode: mode } = config;
  checkUrl(id, config);
  work.add(id, `${id}Url`, {
    type: 'AWS::Lambda::Url',
    properties: work.positions.copied(config, {
      TargetFunctionArn: alias?.arn ?? ref(id),
      ...(auth === undefined ? {} : { AuthType: auth }),
      ...(isGiven(cors) ? { Cors: cors } : {}),
      ...((mode ?? null) === null ? {} : { InvokeMode: mode ?? null }),
    }),
  });
  if (auth !== 'NONE') return;
  const permission = { FunctionName: alias?.arn ?? ref(id), Principal: '*' };
  work.add(id, `${id}UrlPublicPermissions`, {
    type: 'AWS::Lambda::Permission',
    properties: { ...permission, Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: auth },
  });
  work.add(id, `${id}URLInvokeAllowPublicAccess`, {
    type: 'AWS::Lambda::Permission',
    properties: { ...permission, Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
  });
}

function checkUrl(id: string, config: TemplateMap): void {
  if (isIntrinsic(config)) return;
  const { AuthType: auth, Cors: cors } = config;
  const path = ['Properties', 'FunctionUrlConfig'];
  if (!isIntrinsic(auth) && auth !== 'AWS_IAM' && auth !== 'NONE') {
    const message =
      'AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.';
    throw new ResourceError(id, message, [...path, 'AuthType']);
  }
  if (!isGiven(cors) || isIntrinsic(cors)) return;
  for (const [name, value] of Object.entries(expectMap(cors, { id }, 'FunctionUrlConfig.Cors'))) {
    const type = Object.hasOwn(CORS_TYPES, name) ? CORS_TYPES[name] : undefined;
    const at = [...path, 'Cors', name];
    if (type === undefined) {
      throw new ResourceError(id, `${name} is not a valid property for configuring Cors.`, at);
    }
    if (!isIntrinsic(value) && !fits(value, type)) throw new ResourceError(id, `${name} must be of type ${type}.`, at);
  }
}

function fits(value: TemplateValue, type: 'list' | 'bool' | 'int'): boolean {
  if (type === 'list') return Array.isArray(value);
  return type === 'bool' ? typeof value === 'boolean' : Number.isInteger(value);
}
