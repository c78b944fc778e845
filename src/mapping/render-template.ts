import type { Overrides, PlainRecord, TemplateParameters } from './template-variables/index.ts';
import { OverrideMaps, apiGatewayVariables } from './template-variables/index.ts';
import { TemplateError } from './template-error.ts';
import { unknownMembers } from './unknown-members.ts';
import { compileTemplate } from './velocity/compile-template.ts';
import { timeFor } from './velocity/limits.ts';

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
  /** Refuse members of `$input`, `$util`, `$context` and `$stageVariables` that API Gateway does not have, instead of printing nothing. */
  readonly strict?: boolean;
}

export interface RenderedTemplate {
  readonly output: string;
  /** What the template set in `$context.requestOverride` and `$context.responseOverride`. */
  readonly overrides: Overrides;
}

/**
 * Renders a mapping template once, as API Gateway does. A null reference prints and compares as the empty string.
 *
 * @throws {TemplateError} with line and column, when the template does not parse or does not finish, and with `strict` when it names an unknown
 * member.
 */
export function renderTemplate(template: string, input: RenderTemplateInput = {}): RenderedTemplate {
  if (input.strict === true) refuseUnknownMembers(template, input);
  const overrides = new OverrideMaps();
  const output = compileTemplate(template).render(
    apiGatewayVariables({ ...input, overrides }),
    timeFor(input.body?.length ?? 0),
  );
  return { output, overrides: overrides.read() };
}

function refuseUnknownMembers(template: string, { stageVariables }: RenderTemplateInput): void {
  const [first] = unknownMembers(template, stageVariables && { stageVariables: Object.keys(stageVariables) });
  if (first === undefined) return;
  const detail = first.hint === undefined ? first.message : `${first.message}. ${first.hint}`;
  throw new TemplateError('unknown-member', detail, first.line, first.column);
}
