import type { Domain, DomainMapping } from '../../model/definition/domain.ts';
import type { Model } from '../../model/definition/model.ts';

/**
 * The domains of a definition: those that it names, and those that its APIs stand behind (a template's base path mappings). An API that has
 * no port here takes its mappings with it.
 */
export function domainsOf(model: Model): Domain[] {
  const served = new Set(model.apis.map(({ name }) => name));
  const own = (model.domains ?? []).map((domain) => ({
    ...domain,
    mappings: domain.mappings.filter(({ api }) => served.has(api)),
    routingRules: domain.routingRules.filter(({ api }) => served.has(api)),
  }));
  const implied = new Map<string, DomainMapping[]>();
  for (const { name: api, customDomain } of model.apis) {
    const name = customDomain?.domainName?.toLowerCase();
    if (name === undefined || own.some((domain) => domain.name === name)) continue;
    const mappings = (customDomain?.basePaths ?? []).map((basePath) => ({ basePath, api }));
    implied.set(name, [...(implied.get(name) ?? []), ...mappings]);
  }
  const others = [...implied].map(([name, mappings]): Domain => ({
    name,
    routingMode: 'mappings',
    mappings,
    routingRules: [],
  }));
  return [...own, ...others];
}
