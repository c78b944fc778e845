import { renderTemplate, TemplateError, validateModel } from '../../mapping/index.ts';
import { unknownMembers } from '../../mapping/unknown-members.ts';
import { isJsonObject } from '../../model/base/json.ts';
import { type Endpoint, Refused, textMember } from '../endpoint.ts';
import { projectTemplates, writtenTemplates } from '../project-templates.ts';
import type { ConsoleServices } from '../services.ts';

export const templateEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/templates',
    summary:
      'The mapping templates of the project, with the file that each comes from, or the place where it is written',
    answers: {
      templates:
        'list: id, api, route, side (request or response), key, text, schema, variables, files (file, hash, isRead), position',
    },
    handle: async (_call, services) => ({ templates: await projectTemplates(services) }),
  },
  {
    method: 'POST',
    path: '/_gw/templates/write',
    summary: 'Write a mapping template back into its file, unless the file has changed since it was read',
    body: { file: 'as /_gw/templates has it', hash: 'likewise', text: 'the template' },
    answers: { hash: 'of the file as it is now' },
    handle: ({ body }, services) => written(body, services),
  },
  {
    method: 'POST',
    path: '/_gw/render',
    summary: 'Render a mapping template, as API Gateway does; check the output against a model',
    body: {
      template: 'text',
      body: 'what $input reads',
      params: 'path, querystring, header',
      context: 'object',
      stageVariables: 'object',
      schema: 'a model’s JSON Schema that the body is checked against',
    },
    answers: {
      output: 'text',
      overrides: 'object',
      error: 'message, line, column',
      doubts: 'list of line, column, message, hint: members that API Gateway does not have',
      violations: 'of the model',
    },
    handle: ({ body }) => rendered(body),
  },
];

type Written = Readonly<Record<string, unknown>>;

function written(body: Written, services: ConsoleServices): object {
  const [file, hash, text] = [textMember(body, 'file'), textMember(body, 'hash'), textMember(body, 'text')];
  const templates = writtenTemplates(services.model());
  const result = services.templateFiles.write(file, hash, text, (fits) =>
    templates.some((template) => fits(template.text)),
  );
  if (typeof result !== 'string') return result;
  const [status, why] = REFUSALS[result];
  throw new Refused(status, `${file} ${why}`);
}

const REFUSALS = {
  'no file': [404, 'is no template file inside the project.'],
  changed: [409, 'has changed since it was read. Read the template again, so that nothing is lost.'],
  'no template': [403, 'holds no mapping template of the project.'],
  'too large': [413, 'would have more than 300 KB, which API Gateway does not take.'],
} as const;

function rendered(asked: Written): object {
  const { template, body, params, context, stageVariables, schema } = asked;
  if (typeof template !== 'string') throw new Refused(400, '"template" is missing in the body, or is no text.');
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const input = {
    ...(text === undefined ? {} : { body: text }),
    ...(isJsonObject(params) ? { params } : {}),
    ...(isJsonObject(context) ? { context } : {}),
    ...(isJsonObject(stageVariables) ? { stageVariables: stageVariables as Record<string, string> } : {}),
  };
  const violations = typeof schema === 'string' && schema !== '' ? violationsOf(schema, text ?? '') : [];
  try {
    return { ...renderTemplate(template, input), doubts: unknownMembers(template), violations };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { message, line, column } = error;
    return { output: '', error: { message, line, column }, doubts: [], violations };
  }
}

function violationsOf(schema: string, text: string): readonly string[] {
  try {
    return validateModel(schema, text);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
