import { z } from 'zod';

/** One tool: its input, and the endpoint of the admin API that answers it, with a body where it is a POST. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly input: Record<string, z.ZodType>;
  readonly path: (written: Record<string, unknown>) => readonly [endpoint: string, body?: object];
}

export const TOOLS: readonly Tool[] = [
  {
    name: 'list_routes',
    description: 'Every API with its URL and its routes: target, authorizer, counts, where it is declared.',
    input: {},
    path: () => ['apis'],
  },
  {
    name: 'send_request',
    description:
      'Send an HTTP request to an API of the emulator. Answers the whole exchange: response, stages, logs, and why it was refused.',
    input: {
      api: z.string().describe('name of the API'),
      method: z.string().default('GET'),
      path: z.string().describe('path with its stage and query, such as /dev/orders?limit=1'),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
    },
    path: (written) => ['send', written],
  },
  {
    name: 'invoke_function',
    description: 'Invoke a Lambda function with an event. Answers its result, logs and report.',
    input: { function: z.string(), event: z.unknown().describe('the event, any JSON') },
    path: ({ function: name, event }) => [`functions/${encoded(name)}/invoke`, { event }],
  },
  {
    name: 'list_functions',
    description: 'Every function with its build problems, environments, invocations, errors and durations.',
    input: {},
    path: () => ['functions'],
  },
  {
    name: 'list_exchanges',
    description: 'The last requests and WebSocket messages, newest last.',
    input: {
      api: z.string().optional(),
      status: z.string().optional().describe('404, 5xx, several with commas'),
      function: z.string().optional(),
      text: z.string().optional(),
      failed: z.boolean().optional(),
      limit: z.number().int().positive().default(20),
    },
    path: (written) => [`exchanges?${search(written)}`],
  },
  {
    name: 'read_exchange',
    description:
      'One whole exchange: stages with their decisions, the rule behind a refusal with its position, event, result, logs, request, response.',
    input: { id: z.string() },
    path: ({ id }) => [`exchanges/${encoded(id)}`],
  },
  {
    name: 'replay_exchange',
    description: 'Send an exchange again, as it was.',
    input: { id: z.string() },
    path: ({ id }) => [`exchanges/${encoded(id)}/replay`, {}],
  },
  {
    name: 'logs',
    description: 'What functions wrote, newest last.',
    input: {
      function: z.string().optional(),
      request: z.string().optional().describe('a request’s id, or that of an exchange'),
      level: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).optional().describe('this level and above'),
      limit: z.number().int().positive().default(100),
    },
    path: (written) => [`logs?${search(written)}`],
  },
  {
    name: 'problems',
    description: 'Everything wrong or doubtful with configuration and functions now, with file, line and column.',
    input: {},
    path: () => ['problems'],
  },
  {
    name: 'metrics_and_cost',
    description: 'What the session’s traffic costs on AWS, item by item, or at a monthly volume.',
    input: { requests: z.string().optional().describe('10M/month, 500k/day') },
    path: (written) => [`cost?${search(written)}`],
  },
  {
    name: 'list_drills',
    description: 'What is made to go wrong on purpose now, what each drill has touched, and every kind there is.',
    input: {},
    path: () => ['faults'],
  },
  {
    name: 'add_drill',
    description:
      'Make requests go wrong on purpose, to see what the client does: latency, throttle, timeout, function-error, cold-start, malformed-result, authorizer-failure, drop-before-head … (see list_drills). Give it a count or a duration.',
    input: {
      kind: z.string(),
      api: z.string().optional(),
      route: z.string().optional().describe('GET /products/{id}, or a WebSocket route key'),
      function: z.string().optional(),
      share: z.number().optional(),
      seed: z.number().int().optional(),
      count: z.number().int().optional().describe('requests to touch'),
      duration: z.number().optional().describe('seconds'),
      milliseconds: z.number().int().optional(),
    },
    path: (written) => ['faults', written],
  },
  {
    name: 'render_template',
    description: 'Render a mapping template (VTL) as API Gateway does.',
    input: {
      template: z.string(),
      body: z.string().optional().describe('what $input reads'),
      params: z.unknown().optional().describe('path, querystring, header'),
      context: z.unknown().optional(),
      stageVariables: z.record(z.string(), z.string()).optional(),
    },
    path: (written) => ['render', written],
  },
];

function encoded(value: unknown): string {
  return encodeURIComponent(textOf(value));
}

function search(written: Record<string, unknown>): string {
  const given = Object.entries(written).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, textOf(value)] as [string, string])).toString();
}

/** Texts, numbers and booleans: the schemas let nothing else through. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
