import type { Problems } from '../../problems/problems.ts';
import type { TextChecks } from '../../problems/text-checks.ts';
import type { AwsResource, AwsResources } from '../resources.ts';
import type { BuiltApi, BuiltDefinition } from './built.ts';
import type { BuildContext } from './context.ts';
import { buildFunctions } from './functions/functions.ts';
import { buildTriggers } from './functions/triggers.ts';
import { FunctionNames } from './functions/function-names.ts';
import { Records } from './records.ts';
import { sayWhatAwsRefuses } from './refused.ts';
import { buildRestApi } from './rest/rest-api.ts';
import { buildDomainNames } from './settings/domains.ts';
import { Plans } from './settings/plans.ts';
import { buildHttpApi } from './v2/http-api.ts';
import { buildWebSocketApi } from './v2/websocket-api.ts';

export interface BuildOptions {
  readonly cwd: string;
  readonly problems: Problems;
  readonly checks: TextChecks;
  readonly readFile: (file: string) => string;
  readonly files: Set<string>;
}

/** What AWS resources mean: the one place that knows how they make APIs and functions, whichever source they came from. */
export function build(input: AwsResources, options: BuildOptions): BuiltDefinition {
  const records = new Records(input.resources);
  const { region, accountId, root, isStrict = false } = input;
  const functions = new FunctionNames(records.all('AWS::Lambda::Function'), { region, accountId });
  const context: BuildContext = {
    ...options,
    isStrict,
    records,
    functions,
    region,
    accountId,
    root,
    notRun: [...input.notRun],
  };
  const plans = new Plans(context);
  const apis = input.resources.flatMap((record) => buildApi(record, plans, context) ?? []);
  sayWhatBelongsNowhere(input.resources, context);
  sayWhoIsNotAsked(input.resources, context);
  sayWhatAwsRefuses(context);
  return {
    region,
    accountId,
    root,
    apis,
    domainNames: buildDomainNames(context),
    functions: buildFunctions(context),
    foreign: functions.foreign,
    usagePlans: plans.describedPlans(),
    apiKeys: plans.describedKeys(),
    triggers: buildTriggers(context),
    unknown: [...new Set(input.resources.flatMap(({ unknown }) => unknown.map(({ key }) => key)))],
    notRun: context.notRun,
  };
}

function buildApi(record: AwsResource, plans: Plans, context: BuildContext): BuiltApi | undefined {
  if (record.resourceType === 'AWS::ApiGateway::RestApi') return buildRestApi(record, plans, context);
  if (record.resourceType !== 'AWS::ApiGatewayV2::Api') return undefined;
  return record.protocolType === 'WEBSOCKET'
    ? buildWebSocketApi(record, plans, context)
    : buildHttpApi(record, context);
}

/** Methods and routes of an API that is not part of the input. */
function sayWhatBelongsNowhere(resources: readonly AwsResource[], { records, notRun }: BuildContext): void {
  for (const record of resources) {
    const { id, resourceType: type, declaredAt } = record;
    if (type === 'AWS::ApiGateway::Method' && records.get('AWS::ApiGateway::RestApi', record.restApi) !== undefined)
      continue;
    if (type === 'AWS::ApiGatewayV2::Route' && records.get('AWS::ApiGatewayV2::Api', record.api) !== undefined)
      continue;
    if (type !== 'AWS::ApiGateway::Method' && type !== 'AWS::ApiGatewayV2::Route') continue;
    notRun.push({ id, type, reason: 'its API is not part of the input', ...(declaredAt && { declaredAt }) });
  }
}

/** Truststores are in S3, which is not here. */
function sayWhoIsNotAsked(resources: readonly AwsResource[], { problems }: BuildContext): void {
  for (const record of resources) {
    const { resourceType: type, declaredAt } = record;
    if (type !== 'AWS::ApiGateway::DomainName' && type !== 'AWS::ApiGatewayV2::DomainName') continue;
    const { truststoreUri = '' } = record.mutualTlsAuthentication ?? {};
    if (truststoreUri === '') continue;
    problems.warning(
      `the domain ${record.domainName} asks for client certificates on AWS and not here: ${truststoreUri} is not read`,
      declaredAt,
      `Name a file in a configuration that is laid over: domains: { ${record.domainName}: { mutualTlsAuthentication: { truststoreUri: FILE } } }`,
    );
  }
}
