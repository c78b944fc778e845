import { apiGatewayVariables, OverrideMaps, Payload } from '../../mapping/template-variables/index.ts';
import { TemplateError } from '../../mapping/template-error.ts';
import { compileTemplate } from '../../mapping/velocity/compile-template.ts';
import { timeFor } from '../../mapping/velocity/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { RoutedCall } from '../call/call.ts';
import { CallView } from './template-view.ts';

/** A mapping template of a non-proxy integration, parsed. */
export interface MappingTemplate {
  readonly isEmpty: boolean;
  /**
   * Renders it on a payload; what it writes into the overrides stays with the call, for the response template too (recorded:
   * docs/aws/rest-api-observed.md#request-to-response-template).
   *
   * @throws {GatewayError} a 500 where rendering fails.
   */
  render(call: RoutedCall, payload: string): string;
}

/** By media type, lower case. */
export type MappingTemplates = ReadonlyMap<string, MappingTemplate>;

/** @throws {TemplateError} for a template that does not parse. */
export function compileTemplates(templates: Readonly<Record<string, string>>): MappingTemplates {
  const compiled = Object.entries(templates).map(
    ([mediaType, text]) => [mediaType.trim().toLowerCase(), compileOne(text)] as const,
  );
  return new Map(compiled);
}

function compileOne(text: string): MappingTemplate {
  const template = compileTemplate(text);
  // Most request templates of MOCK integrations: nothing in it can depend on the request.
  if (!/[#$]/.test(text)) return { isEmpty: text === '', render: () => text };
  return {
    isEmpty: false,
    render(call, payload) {
      call.overrides ??= new OverrideMaps();
      const view = (call.templateView ??= new CallView(call));
      const variables = apiGatewayVariables({
        body: new Payload(payload),
        params: view.parameters,
        context: () => view.context,
        stageVariables: call.stageVariables,
        overrides: call.overrides,
      });
      try {
        const output = template.render(variables, timeFor(payload.length));
        (call.facts.mappings ??= []).push({ template: text, input: payload, output });
        return output;
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        (call.facts.mappings ??= []).push({ template: text, input: payload, output: '' });
        const reason = `Unable to transform: ${error.message}`;
        throw new GatewayError('API_CONFIGURATION_ERROR', { reason, cause: error });
      }
    },
  };
}
