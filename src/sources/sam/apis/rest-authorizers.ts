import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectBoolean, expectList, expectMap, expectText } from '../words/expect.ts';
import { sub } from '../words/intrinsics.ts';
import { isGiven, isMap, shown } from '../words/values.ts';

const AUTHORIZER = 'x-amazon-apigateway-authorizer';

export interface RestAuthorizer {
  readonly scopes: TemplateValue[];
  readonly functionArn: TemplateValue | undefined;
  readonly makesPermission: boolean;
  /** As a security scheme of the API's document. */
  readonly scheme: TemplateMap;
}

/** The authorizers of an API's `Auth`, by name, with `AWS_IAM` where that is the default. */
export function readRestAuthorizers(api: string, auth: TemplateMap): Map<string, RestAuthorizer> {
  const authorizers = new Map<string, RestAuthorizer>();
  if (auth['DefaultAuthorizer'] === 'AWS_IAM') authorizers.set('AWS_IAM', IAM);
  if (!isGiven(auth['Authorizers'])) return authorizers;
  const given = expectMap(auth['Authorizers'], { id: api }, 'Auth.Authorizers');
  for (const [name, value] of Object.entries(given)) {
    const authorizer = expectMap(value, { id: api }, `Auth.Authorizers.${name}`);
    authorizers.set(name, new Reading(api, name, authorizer).read());
  }
  return authorizers;
}

const IAM: RestAuthorizer = {
  scopes: [],
  functionArn: undefined,
  makesPermission: false,
  scheme: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
};

class Reading {
  readonly #payloadType: string;
  readonly #at: readonly string[];

  constructor(
    readonly api: string,
    readonly name: string,
    readonly authorizer: TemplateMap,
  ) {
    this.#at = ['Properties', 'Auth', 'Authorizers', name];
    const type = authorizer['FunctionPayloadType'] ?? 'TOKEN';
    if (type !== 'TOKEN' && type !== 'REQUEST') {
      throw this.#error(`${name} Authorizer has invalid 'FunctionPayloadType': ${shown(type)}.`, 'FunctionPayloadType');
    }
    this.#payloadType = type;
  }

  read(): RestAuthorizer {
    const { authorizer, api, name } = this;
    if (this.#payloadType === 'REQUEST' && this.#lacksIdentity()) {
      throw this.#error(
        `${name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.`,
        'Identity',
      );
    }
    const { AuthorizationScopes: scopes, DisableFunctionDefaultPermissions: disabled } = authorizer;
    const isDisabled =
      disabled !== undefined &&
      disabled !== null &&
      expectBoolean(disabled, { id: api }, `Authorizers.${name}.DisableFunctionDefaultPermissions`);
    return {
      scopes:
        scopes === undefined || scopes === null
          ? []
          : expectList(scopes, { id: api }, `Authorizers.${name}.AuthorizationScopes`),
      functionArn: authorizer['FunctionArn'],
      makesPermission: isGiven(authorizer['FunctionArn']) && !isDisabled,
      scheme: this.#scheme(),
    };
  }

  #scheme(): TemplateMap {
    const { authorizer } = this;
    const isCognito = isGiven(authorizer['UserPoolArn']);
    const isRequest = !isCognito && this.#payloadType === 'REQUEST';
    return {
      type: 'apiKey',
      name: isRequest ? 'Unused' : this.#headerName(),
      in: 'header',
      'x-amazon-apigateway-authtype': isCognito ? 'cognito_user_pools' : 'custom',
      [AUTHORIZER]: isCognito ? this.#cognito() : this.#lambda(isRequest),
    };
  }

  #cognito(): TemplateMap {
    const arn = this.authorizer['UserPoolArn'] ?? null;
    return { type: 'cognito_user_pools', providerARNs: Array.isArray(arn) ? arn : [arn], ...this.#validation() };
  }

  #lambda(isRequest: boolean): TemplateMap {
    const { FunctionArn: arn, FunctionInvokeRole: role, Identity: identity } = this.authorizer;
    const uri =
      'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations';
    const made: TemplateMap = {
      type: isRequest ? 'request' : 'token',
      authorizerUri: sub(uri, { __FunctionArn__: arn ?? null }),
    };
    const ttl = isMap(identity) ? identity['ReauthorizeEvery'] : undefined;
    if (ttl !== undefined && ttl !== null) made['authorizerResultTtlInSeconds'] = ttl;
    if (isGiven(role) && role !== 'NONE') made['authorizerCredentials'] = role;
    if (!isRequest) return { ...made, ...this.#validation() };
    const source = this.#identitySource();
    if (source !== '') made['identitySource'] = source;
    return made;
  }

  #validation(): TemplateMap {
    const identity = this.authorizer['Identity'];
    const expression = isMap(identity) ? identity['ValidationExpression'] : undefined;
    return isGiven(expression) ? { identityValidationExpression: expression } : {};
  }

  #headerName(): TemplateValue {
    const identity = this.authorizer['Identity'];
    if (!isGiven(identity)) return 'Authorization';
    if (!isMap(identity)) {
      const kinds =
        'LambdaTokenAuthorizationIdentity, LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity';
      throw this.#error(`Auth.Authorizers.<Authorizer>.Identity must be a dict (${kinds}).`, 'Identity');
    }
    return isGiven(identity['Header']) ? identity['Header'] : 'Authorization';
  }

  #lacksIdentity(): boolean {
    const given = this.authorizer['Identity'];
    if (!isGiven(given)) return true;
    const identity = expectMap(given, { id: this.api }, `Auth.Authorizers.${this.name}.Identity`);
    if (SOURCES.some(([key]) => isGiven(identity[key]))) return false;
    const ttl = identity['ReauthorizeEvery'];
    const seconds = typeof ttl === 'number' || typeof ttl === 'string' ? Number(ttl) : Number.NaN;
    return Number.isNaN(seconds) || seconds > 0;
  }

  #identitySource(): string {
    const identity = this.authorizer['Identity'];
    if (!isMap(identity)) return '';
    const sources = SOURCES.flatMap(([key, prefix]) => {
      if (!isGiven(identity[key])) return [];
      const path = `Auth.Authorizers.${this.name}.Identity.${key}`;
      const values = expectList(identity[key], { id: this.api }, path);
      return values.map((value, index) => prefix + expectText(value, { id: this.api }, `${path}[${index}]`));
    });
    return sources.join(', ');
  }

  #error(message: string, key: string): ResourceError {
    return new ResourceError(this.api, message, [...this.#at, key]);
  }
}

/** Where a REQUEST authorizer's identity comes from, and how API Gateway writes it. */
const SOURCES = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
] as const;
