import type { Call } from './call.ts';
import type { Deployment } from './deployment.ts';
import type { BackendAnswer } from './integrations/backend-answer.ts';

export interface ExpressionInput {
  readonly call: Call;
  readonly deployment: Deployment;
  readonly answer?: BackendAnswer;
}

export function compileExpression(text: string): (input: ExpressionInput) => string {
  return () => text;
}

export function compileMappingSource(text: string): (input: ExpressionInput) => readonly string[] {
  return () => [text];
}
