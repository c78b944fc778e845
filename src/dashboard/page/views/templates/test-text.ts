import type { Inputs } from './inputs.ts';

export function testOf(template: string, { body, params, context, stageVariables }: Inputs, output: string): string {
  return `import { renderTemplate } from 'gw-emulate/mapping';
import { expect, test } from 'vitest';

test('the template renders as before', () => {
  const { output } = renderTemplate(${JSON.stringify(template)}, {
    body: ${JSON.stringify(body)},
    params: ${params},
    context: ${context},
    stageVariables: ${stageVariables},
  });
  expect(output).toBe(${JSON.stringify(output)});
});
`;
}
