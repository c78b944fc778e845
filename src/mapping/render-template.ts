import type { Overrides, PlainRecord, TemplateParameters } from './template-variables/index.ts';
import { OverrideMaps, apiGatewayVariables } from './template-variables/index.ts';
import { compileTemplate } from './velocity/compile-template.ts';

/** What a template can see. Everything may be omitted. */
export interface RenderTemplateInput {
  /** The raw text of the payload, `$input`. */
  readonly body?: string;
  /** `$input.params()`. */
  readonly params?: TemplateParameters;
  /** `$context`. */
  readonly context?: PlainRecord;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** Any further top-level names, without the dollar sign. */
  readonly variables?: PlainRecord;
}

export interface RenderedTemplate {
  readonly output: string;
  /** What the template set in `$context.requestOverride` and `$context.responseOverride`. */
  readonly overrides: Overrides;
}

/**
 * Renders a mapping template once, as API Gateway does. A null reference prints and compares as the empty string.
 *
 * @throws {TemplateError} with line and column, when the template does not parse or does not finish.
 */
export function renderTemplate(template: string, input: RenderTemplateInput = {}): RenderedTemplate {
  const overrides = new OverrideMaps();
  const output = compileTemplate(template).render(apiGatewayVariables({ ...input, overrides }));
  return { output, overrides: overrides.read() };
}
