import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { RoutingMode } from '../../../../model/definition/domain.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuiltDomain, BuiltDomainName, BuiltRoutingRule } from '../built.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';

type NameRecord = AwsResource<(typeof NAME_TYPES)[number]>;
type RuleRecord = AwsResource<'AWS::ApiGatewayV2::RoutingRule'>;

const NAME_TYPES = [
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGatewayV2::DomainName',
] as const;

/** The custom domain names that lead to an API, with their base paths. */
export function domainsOf(api: string, { records }: BuildContext): BuiltDomain[] {
  const mapped = [
    ...records
      .all('AWS::ApiGateway::BasePathMapping')
      .filter(({ restApi }) => restApi === api)
      .map(({ domainName, basePath, stage }) => ({ domainName, basePath, stage })),
    ...records
      .all('AWS::ApiGateway::BasePathMappingV2')
      .filter(({ restApi }) => restApi === api)
      .map(({ domainNameArn, basePath, stage }) => ({ domainName: domainNameArn, basePath, stage, isPrivate: true })),
    ...records
      .all('AWS::ApiGatewayV2::ApiMapping')
      .filter((mapping) => mapping.api === api)
      .map(({ domainName, apiMappingKey, stage }) => ({ domainName, basePath: apiMappingKey, stage })),
  ];
  return mapped.map(({ domainName = '', basePath, stage, ...privacy }) => {
    // `(none)` is how the REST API's control plane writes that there is none.
    const path = basePath === '(none)' ? '' : (basePath ?? '').replace(/^\/+|\/+$/g, '');
    return {
      domain: nameIn(domainName),
      ...(path !== '' && { basePath: path }),
      ...(stage !== undefined && { stage }),
      ...privacy,
    };
  });
}

/** The domain names of the input with what chooses among their rules and mappings. */
export function buildDomainNames(context: BuildContext): BuiltDomainName[] {
  const { records } = context;
  const rules = records.all('AWS::ApiGatewayV2::RoutingRule');
  const known = new Set<string>();
  const names = NAME_TYPES.flatMap((type) => [...records.all(type)] as NameRecord[]).map((record) => {
    const name = (record.domainName ?? record.id).toLowerCase();
    known.add(name);
    const own = rules.filter(({ domainNameArn }) => nameIn(domainNameArn ?? '').toLowerCase() === name);
    const routingMode = modeOf(record.routingMode);
    if (routingMode === 'mappings') sayUnused(own, context);
    return { name, routingMode, rules: own.flatMap((rule) => buildRule(name, rule, context)) };
  });
  for (const rule of rules) {
    const name = nameIn(rule.domainNameArn ?? '');
    if (!known.has(name.toLowerCase())) leaveOut(rule, `its domain name "${name}" is not part of the input`, context);
  }
  return names;
}

/** `arn:…:/domainnames/api.example.com+id` of a private name, the name itself of others. */
function nameIn(text: string): string {
  return text.replace(/^.*\/domainnames\//, '').replace(/\+.*$/, '');
}

function modeOf(mode: NameRecord['routingMode']): RoutingMode {
  if (mode === 'ROUTING_RULE_ONLY') return 'rules';
  return mode?.startsWith('ROUTING_RULE_THEN') === true ? 'rules-then-mappings' : 'mappings';
}

/** A domain name looks at its mappings only, unless its mode says otherwise (docs/aws/domains.md#choosing-api-and-stage). */
function sayUnused([first]: readonly RuleRecord[], { problems }: BuildContext): void {
  if (first === undefined) return;
  problems.warning(
    'this routing rule is never looked at: its domain name has no RoutingMode, which means mappings only',
    first.declaredAt,
    'Set RoutingMode: ROUTING_RULE_THEN_BASE_PATH_MAPPING (or ROUTING_RULE_THEN_API_MAPPING, ROUTING_RULE_ONLY).',
  );
}

function buildRule(domain: string, record: RuleRecord, context: BuildContext): BuiltRoutingRule[] {
  const { priority = 0, conditions = [], actions = [] } = record;
  const invoke = actions[0]?.invokeApi;
  if (invoke?.api === undefined) {
    leaveOut(record, 'the API that it leads to is not part of the input', context);
    return [];
  }
  return [
    {
      id: derivedId('routing rule', `${domain} ${priority}`, 6),
      priority,
      headers: conditions.flatMap(({ matchHeaders }) =>
        (matchHeaders?.anyOf ?? []).map(({ header = '', valueGlob = '' }) => ({ header, valueGlob })),
      ),
      basePaths: conditions.flatMap(({ matchBasePaths }) =>
        (matchBasePaths?.anyOf ?? []).map((path) => path.replace(/^\/+|\/+$/g, '')),
      ),
      api: invoke.api,
      ...(invoke.stage !== undefined && { stage: invoke.stage }),
      stripBasePath: invoke.stripBasePath ?? false,
    },
  ];
}

function leaveOut(record: RuleRecord, reason: string, { notRun }: BuildContext): void {
  notRun.push({ id: record.id, type: record.resourceType, reason, ...declaredAt(record) });
}
