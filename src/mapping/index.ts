export type { JsonPathResult } from './query-json-path.ts';
export { queryJsonPath } from './query-json-path.ts';
export type { RenderTemplateInput, RenderedTemplate } from './render-template.ts';
export { renderTemplate } from './render-template.ts';
export type { TemplateProblem } from './template-error.ts';
export { TemplateError } from './template-error.ts';
export type { Overrides, RequestOverrides, ResponseOverrides, TemplateParameters } from './template-variables/index.ts';
export { validateModel } from './validate-model.ts';
