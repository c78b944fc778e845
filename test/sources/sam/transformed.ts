import { transformSam } from '../../../src/sources/sam/index.ts';
import { Problems } from '../../../src/sources/problems/problems.ts';
import { Positions } from '../../../src/sources/template/positions.ts';
import { readTemplateText } from '../../../src/sources/template/read-template.ts';
import type { TemplateMap, TemplateValue } from '../../../src/sources/template/template.ts';

export interface Transformed {
  readonly template: TemplateMap;
  /** `Type` and `Properties` by logical id. */
  readonly resources: Record<string, { readonly Type: string; readonly Properties: TemplateMap } & TemplateMap>;
  /** `line:column message` of every error, in the order of the file. */
  readonly errors: readonly string[];
  readonly positions: Positions;
  readonly problems: Problems;
}

/** What the SAM transform makes of a template in YAML; parameters have their defaults. */
export function transformed(yaml: string, given: Record<string, TemplateValue> = {}): Transformed {
  const problems = new Problems();
  const positions = new Positions();
  const value = readTemplateText(yaml, 'template.yaml', problems, positions).value as TemplateMap;
  const parameters: Record<string, TemplateValue> = {};
  const declared = (value?.['Parameters'] ?? {}) as Record<string, { Default?: TemplateValue }>;
  for (const [name, { Default }] of Object.entries(declared)) parameters[name] = Default ?? name;
  const template = transformSam(
    { value, positions, file: 'template.yaml', folder: '.' },
    { parameters: { ...parameters, ...given }, region: 'us-east-1', accountId: '123456789012', stackName: 'local' },
    problems,
  );
  const errors = problems.list.filter(({ severity }) => severity === 'error');
  return {
    template: template.value,
    resources: template.value['Resources'] as unknown as Transformed['resources'],
    errors: errors.map(({ message, position }) => `${position?.line}:${position?.column} ${message}`),
    positions,
    problems,
  };
}

/** The security requirements of a method in an API's document. */
export function securityOf({ resources }: Transformed, api: string, path: string, method: string): TemplateValue {
  const body = resources[api]?.Properties['Body'] as { paths: Record<string, Record<string, TemplateMap>> };
  return body.paths[path]?.[method]?.['security'] ?? null;
}
