import type { Domain, DomainMapping, RoutingRule } from '../../model/definition/domain.ts';
import { allHeaders } from '../../model/http/messages.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { afterSegments, compileBasePaths } from './base-path.ts';
import type { Covered } from './base-path.ts';
import { compileHeaderGlob } from './header-glob.ts';

/** What a domain leads a request to. */
export interface DomainChoice {
  /** Name of the API. */
  readonly api: string;
  /** What is left to match against the API's own routes. */
  readonly path: string;
  /** The mapping key or the base path of the rule; absent where the rule has none. */
  readonly basePath?: string;
  readonly routingRuleId?: string;
}

/** `undefined` where neither rule nor mapping matches. The routes of the APIs are not looked at. */
export type DomainRouter = (path: string, headers: HeaderList) => DomainChoice | undefined;

/**
 * Rules by priority, the first that matches ends the search; then the mappings, each only where the routing mode has them
 * (docs/aws/domains.md#choosing-api-and-stage).
 */
export function compileDomainRouter(domain: Domain): DomainRouter {
  const rules =
    domain.routingMode === 'mappings'
      ? []
      : [...domain.routingRules].sort((a, b) => a.priority - b.priority).map(compileRule);
  const mappings = domain.routingMode === 'rules' ? [] : domain.mappings;
  const targets = new Map<string, readonly DomainMapping[]>();
  for (const mapping of mappings) targets.set(mapping.basePath, [...(targets.get(mapping.basePath) ?? []), mapping]);
  const cover = compileBasePaths([...targets.keys()]);
  return (path, headers) => {
    for (const rule of rules) {
      const choice = rule(path, headers);
      if (choice !== undefined) return choice;
    }
    const covered = cover(path);
    return covered && mappedTo(targets.get(covered.basePath) ?? [], covered);
  };
}

/** A mapping without a stage expects it as the next segment (docs/aws/rest-api.md#base-path-mappings). */
function mappedTo(mappings: readonly DomainMapping[], { basePath, rest }: Covered): DomainChoice | undefined {
  for (const { api, stageInPath } of mappings) {
    const path = stageInPath === undefined ? rest : afterSegments(rest, stageInPath);
    if (path !== undefined) return { api, path, basePath };
  }
  return undefined;
}

function compileRule(rule: RoutingRule): DomainRouter {
  const conditions = rule.headers.map(({ header, valueGlob }) => ({ header, fits: compileHeaderGlob(valueGlob) }));
  return (path, headers) => {
    const covered = rule.basePaths.length === 0 ? undefined : firstCovered(path, rule.basePaths);
    if (rule.basePaths.length > 0 && covered === undefined) return undefined;
    // Each line of a header is compared by itself; one that was not sent matches nothing.
    if (!conditions.every(({ header, fits }) => allHeaders(headers, header).some(fits))) return undefined;
    const choice = { api: rule.api, routingRuleId: rule.id };
    if (covered === undefined) return { ...choice, path };
    return { ...choice, path: rule.stripBasePath ? covered.rest : path, basePath: covered.basePath };
  };
}

function firstCovered(path: string, basePaths: readonly string[]): Covered | undefined {
  for (const basePath of basePaths) {
    // What the empty base path means is not documented: the root alone, so that it differs from a rule without the condition.
    const rest = basePath === '' ? (/^\/*$/.test(path) ? '/' : undefined) : afterSegments(path, basePath);
    if (rest !== undefined) return { basePath, rest };
  }
  return undefined;
}
