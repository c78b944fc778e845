import { resolve } from 'node:path';
import type { Api } from '../../../../model/definition/api.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { Domain, DomainMapping, RoutingMode, RoutingRule } from '../../../../model/definition/domain.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { domains } from '../../definition/domains.ts';
import type { Place } from '../../shape/place.ts';
import { securityPolicyOf } from '../access/security-policy.ts';
import type { Value } from '../../shape/value.ts';

type Written = Value<typeof domains>[string];
type WrittenRule = NonNullable<Written['routingRules']>[number];

const MODES: Readonly<Record<NonNullable<Written['routingMode']>, RoutingMode>> = {
  API_MAPPING_ONLY: 'mappings',
  BASE_PATH_MAPPING_ONLY: 'mappings',
  ROUTING_RULE_ONLY: 'rules',
  ROUTING_RULE_THEN_API_MAPPING: 'rules-then-mappings',
  ROUTING_RULE_THEN_BASE_PATH_MAPPING: 'rules-then-mappings',
};

/** `[A-Za-z0-9$-_.+!*'(),/]`, no slash at either end (docs/aws/http-api.md#custom-domains). */
const BASE_PATH = /^(?:[A-Za-z0-9$_.+!*'(),-]+(?:\/[A-Za-z0-9$_.+!*'(),-]+)*)?$/;

/** Headers that no condition may name (docs/aws/rest-api.md#routing-rules). */
const FORBIDDEN_HEADERS =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-(?:encoding|length|location)|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-apigw-api-id|x-forwarded-(?:for|host|proto)|x-restapi|via)$/i;

/** What a configuration may call APIs: their keys and names; `undefined` for one that `--api` leaves out, which is no mistake. */
export type KnownApis = ReadonlyMap<string, Api | undefined>;

/** `domains:`, every API of which has to be there. */
export function buildDomains(
  written: Value<typeof domains> | undefined,
  place: Place,
  apis: KnownApis,
  root: string,
): Domain[] {
  const owners = new Map<string, string>();
  return Object.entries(written ?? {}).map(([key, domain]) => {
    const name = key.toLowerCase();
    const at = place.at(key);
    const owner = owners.get(name);
    if (owner !== undefined) at.keyError(`"${key}" is the domain "${owner}" again: case does not count in host names`);
    owners.set(name, key);
    const target = (text: string, where: Place): string => targetOf(text, where, apis);
    const rules = domain.routingRules ?? [];
    const mappings = buildMappings(domain.mappings ?? {}, at.at('mappings'), target);
    checkKinds(mappings, at.at('mappings'), apis);
    return {
      name,
      routingMode: domain.routingMode
        ? MODES[domain.routingMode]
        : rules.length > 0
          ? 'rules-then-mappings'
          : 'mappings',
      mappings,
      routingRules: buildRules(name, rules, at.at('routingRules'), target, apis),
      ...(domain.mutualTlsAuthentication && {
        truststore: resolve(root, domain.mutualTlsAuthentication.truststoreUri),
      }),
      ...securityPolicyOf(domain, at),
      ...at.declaredAt,
    };
  });
}

type TargetOf = (text: string, where: Place) => string;

function buildMappings(written: Readonly<Record<string, string>>, place: Place, target: TargetOf): DomainMapping[] {
  const seen = new Map<string, string>();
  return Object.entries(written).map(([key, text]) => {
    const basePath = key === '(none)' || key === '/' ? '' : key;
    const at = place.at(key);
    if (!BASE_PATH.test(basePath)) {
      at.keyError(
        `a base path may contain only letters, digits and one of $-_.+!*'(), and / between them, found "${key}"`,
        `Write it without slashes at its ends: ${key.replace(/^\/+|\/+$/g, '')}`,
      );
    }
    const other = seen.get(basePath);
    if (other !== undefined) at.keyError(`"${key}" in ${place.name} is the base path "${other}" again`);
    seen.set(basePath, key);
    return { basePath, api: target(text, at) };
  });
}

/** `shop` or `shop/dev`: an API has one stage here. What is wrong is reported; the key is then as good a name as any. */
function targetOf(text: string, at: Place, apis: KnownApis): string {
  // A further stage of a template's API is called id/stage.
  const slash = apis.has(text) ? -1 : text.indexOf('/');
  const name = slash === -1 ? text : text.slice(0, slash);
  const stage = slash === -1 ? undefined : text.slice(slash + 1);
  const api = apis.get(name);
  if (!apis.has(name)) {
    at.error(`${at.name} names the API "${name}", which does not exist`, () =>
      nearestHint(name, [...apis.keys()], 'APIs'),
    );
  }
  if (api === undefined) return name;
  if (stage !== undefined && stage !== api.stage.name) {
    at.error(
      `${at.name} names the stage "${stage}", but "${name}" has the stage "${api.stage.name}"`,
      `Write ${name}.`,
    );
  }
  return api.name;
}

/** WebSocket APIs share a domain with no other kind (docs/aws/rest-api.md#base-path-mappings); here it works, so it is only said. */
function checkKinds(mappings: readonly DomainMapping[], place: Place, apis: KnownApis): void {
  const kinds = new Set(mappings.map(({ api }) => apis.get(api)?.type === 'websocket'));
  if (kinds.size < 2) return;
  place.warning(
    `${place.name} has a WebSocket API beside others, which AWS refuses`,
    'It works here. On AWS, give the WebSocket API a domain of its own.',
  );
}

function buildRules(
  domain: string,
  rules: readonly WrittenRule[],
  place: Place,
  target: TargetOf,
  apis: KnownApis,
): RoutingRule[] {
  const priorities = new Map<number, number>();
  return rules.flatMap((rule, index) => {
    const at = place.at(index);
    const other = priorities.get(rule.priority);
    if (other !== undefined) {
      at.at('priority').error(`${at.name} has the priority ${rule.priority} of ${place.at(other).name}`);
    }
    priorities.set(rule.priority, index);
    const invoke = rule.actions[0]?.invokeApi;
    if (invoke === undefined) return [];
    const where = at.at('actions', 0, 'invokeApi', 'api');
    const api = target(invoke.stage === undefined ? invoke.api : `${invoke.api}/${invoke.stage}`, where);
    const type = apis.get(api)?.type ?? 'rest';
    if (type !== 'rest')
      where.warning(`${where.name} is a rule to ${KINDS[type]}; on AWS, rules lead only to REST APIs`);
    const conditions = rule.conditions ?? [];
    const headers = conditions.flatMap(({ matchHeaders }) => matchHeaders?.anyOf ?? []);
    const basePaths = conditions.flatMap(({ matchBasePaths }) => matchBasePaths?.anyOf ?? []);
    checkConditions(headers, basePaths, at.at('conditions'));
    return {
      id: derivedId('routing rule', `${domain} ${rule.priority}`, 6),
      priority: rule.priority,
      headers,
      basePaths: basePaths.map((path) => path.replace(/^\/+|\/+$/g, '')),
      api,
      stripBasePath: invoke.stripBasePath ?? false,
    };
  });
}

const KINDS = { http: 'an HTTP API', websocket: 'a WebSocket API', rest: 'a REST API' } as const;

function checkConditions(
  headers: readonly { readonly header: string; readonly valueGlob: string }[],
  basePaths: readonly string[],
  place: Place,
): void {
  if (headers.length > 2) place.error(`${place.name} may have two header conditions, found ${headers.length}`);
  if (basePaths.length > 1) place.error(`${place.name} may have one base path, found ${basePaths.length}`);
  for (const { header, valueGlob } of headers) {
    if (FORBIDDEN_HEADERS.test(header)) place.error(`${place.name}: AWS refuses rules by the header "${header}"`);
    if (valueGlob.slice(1, -1).includes('*')) {
      place.error(
        `${place.name}: "${valueGlob}" has a * inside; it may stand only at the start, at the end or at both`,
      );
    }
  }
}
