import { TemplateError } from '../../mapping/template-error.ts';
import { apiGatewayVariables } from '../../mapping/template-variables/index.ts';
import type { TemplateParameters } from '../../mapping/template-variables/index.ts';
import { compileTemplate } from '../../mapping/velocity/compile-template.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Call } from '../call/call.ts';
import { contextOf } from './context-variables.ts';
import type { Deployment } from '../call/deployment.ts';

export interface TemplateInput {
  /** The message in a request template, the integration's response in a response template. */
  readonly body: string;
  readonly call: Call;
  readonly deployment: Deployment;
}

/** Renders one mapping template. Throws INTEGRATION_FAILURE where it does not finish. */
export type Template = (input: TemplateInput) => string;

/** Compiles the templates of one side of an integration, by key. Throws `TemplateError` for one that does not parse. */
export function compileTemplates(templates: Readonly<Record<string, string>>): ReadonlyMap<string, Template> {
  return new Map(Object.entries(templates).map(([key, text]) => [key, compiled(text)] as const));
}

function compiled(text: string): Template {
  const template = compileTemplate(text);
  return ({ body, call, deployment }) => {
    const variables = apiGatewayVariables({
      body,
      params: parametersOf(call),
      context: contextOf(call, deployment),
      stageVariables: deployment.api.stage.variables,
      overrides: null,
    });
    try {
      const output = template.render(variables);
      (call.record.mappings ??= []).push({ template: text, input: body, output });
      return output;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new GatewayError('INTEGRATION_FAILURE', {
        reason: `a mapping template failed: ${error.message}`,
        cause: error,
      });
    }
  };
}

/** `$input.params()` has something to give on `$connect` only (docs/aws/websocket-api.md#request-side). */
function parametersOf(call: Call): TemplateParameters {
  if (call.eventType !== 'CONNECT') return {};
  return { header: Object.fromEntries(call.facts.headers), querystring: call.facts.query?.single ?? {} };
}
