import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import type { Transformation } from '../transformation.ts';
import { TemplateError } from '../words/errors.ts';
import { sub } from '../words/intrinsics.ts';
import { isGiven, isMap, shown } from '../words/values.ts';
import { ANY_METHOD, itemsOf } from './path-items.ts';

const POLICY = 'x-amazon-apigateway-policy';

/** Turns SAM's short lists (`IpRangeWhitelist` …) for one path into statements of the API's resource policy. */
export function addResourcePolicy(
  work: Transformation,
  body: TemplateMap,
  policy: TemplateMap,
  path: string,
  stage: TemplateValue,
): void {
  const isText = (item: TemplateValue): boolean => typeof item === 'string' || work.isParameter(item);
  const resources = resourcesOf(body, path, stage);
  const statements = new Statements(body);
  const accounts = { AwsAccountWhitelist: 'Allow', AwsAccountBlacklist: 'Deny' };
  for (const [key, effect] of Object.entries(accounts)) {
    const list = accountList(policy[key]);
    if (list.length > 0) statements.add([statement(effect, resources, { AWS: list })], true);
  }
  for (const [key, test] of Object.entries({ IpRangeWhitelist: 'NotIpAddress', IpRangeBlacklist: 'IpAddress' })) {
    if (isGiven(policy[key])) statements.add(allowBut(resources, { [test]: { 'aws:SourceIp': asList(policy[key]) } }));
  }
  for (const list of ['Blacklist', 'Whitelist']) checkVpcs(policy[`SourceVpc${list}`], `SourceVpc${list}`, isText);
  addVpcs(statements, resources, policy, 'Blacklist', 'StringEquals');
  addVpcs(statements, resources, policy, 'Whitelist', 'StringNotEquals');
}

export function addCustomStatements(body: TemplateMap, custom: TemplateValue | undefined): void {
  if (isGiven(custom)) new Statements(body).add(asList(custom));
}

/** Parameters without a value stay `Ref`s, and will be text. */
function checkVpcs(list: TemplateValue | undefined, named: string, isText: (item: TemplateValue) => boolean): void {
  const texts = list ?? [];
  if (Array.isArray(texts) && texts.every(isText)) return;
  const use = `Use Intrinsic${named.replace('Source', '')} instead for values that use Intrinsic Functions`;
  throw new TemplateError(`${named} must be a list of strings. ${use}`, [
    'Properties',
    'Auth',
    'ResourcePolicy',
    named,
  ]);
}

function addVpcs(
  statements: Statements,
  resources: TemplateValue[],
  policy: TemplateMap,
  list: 'Whitelist' | 'Blacklist',
  test: string,
): void {
  const texts = asList(policy[`SourceVpc${list}`]).filter((item) => typeof item === 'string');
  const vpcs = [...texts.filter((id) => id.startsWith('vpc-')), ...asList(policy[`IntrinsicVpc${list}`])];
  const endpoints = [...texts.filter((id) => id.startsWith('vpce-')), ...asList(policy[`IntrinsicVpce${list}`])];
  if (vpcs.length === 0 && endpoints.length === 0) return;
  const condition: TemplateMap = {};
  if (vpcs.length > 0) condition['aws:SourceVpc'] = vpcs;
  if (endpoints.length > 0) condition['aws:SourceVpce'] = endpoints;
  statements.add(allowBut(resources, { [test]: condition }));
}

/** The statements of a document's policy, which grow with every path. */
class Statements {
  readonly #policy: TemplateMap;

  constructor(body: TemplateMap) {
    const policy = isMap(body[POLICY]) ? body[POLICY] : {};
    body[POLICY] = policy;
    this.#policy = policy;
  }

  add(added: readonly TemplateValue[], again = false): void {
    this.#policy['Version'] = '2012-10-17';
    const list = asList(this.#policy['Statement']);
    const known = new Set(list.map((one) => JSON.stringify(one)));
    for (const one of added) if (again || !known.has(JSON.stringify(one))) list.push(one);
    this.#policy['Statement'] = list;
  }
}

function allowBut(resources: TemplateValue[], condition: TemplateMap): TemplateMap[] {
  return [statement('Allow', resources, '*'), { ...statement('Deny', resources, '*'), Condition: condition }];
}

function statement(effect: string, resources: TemplateValue[], principal: TemplateValue): TemplateMap {
  return { Effect: effect, Action: 'execute-api:Invoke', Resource: resources, Principal: principal };
}

function accountList(value: TemplateValue | undefined): TemplateValue[] {
  if (!isGiven(value)) return [];
  if (typeof value !== 'object') throw new TemplateError(`Type of '${shown(value)}' must be a list or dictionary`);
  return asList(value);
}

function asList(value: TemplateValue | undefined): TemplateValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? [...value] : [value];
}

function resourcesOf(body: TemplateMap, path: string, stage: TemplateValue): TemplateValue[] {
  const pattern = withoutParameters(path);
  return itemsOf(body, path).flatMap((item) =>
    Object.keys(item).map((name) => {
      const method = name.toLowerCase() === ANY_METHOD || name.toLowerCase() === 'any' ? '*' : name.toUpperCase();
      return sub(`execute-api:/\${__Stage__}/${method}${pattern}`, { __Stage__: stage });
    }),
  );
}

/** `/orders/{id}` → `/orders/*`, as policies and permissions write paths. */
export function withoutParameters(path: string): string {
  return path.replace(/\{([a-zA-Z0-9._-]+\+?|proxy\+)\}/g, '*');
}
