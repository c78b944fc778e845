import type { Call } from './call.ts';
import type { Deployment } from './deployment.ts';

export interface TemplateInput {
  readonly body: string;
  readonly call: Call;
  readonly deployment: Deployment;
}

export type Template = (input: TemplateInput) => string;

export function compileTemplates(templates: Readonly<Record<string, string>>): ReadonlyMap<string, Template> {
  return new Map(Object.entries(templates).map(([key, text]) => [key, () => text]));
}
