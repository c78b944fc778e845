import type { StackScope } from './stack-scope.ts';

/** Says what is wrong with a template as a whole: references that lead nowhere, resources that need each other. */
export function checkTemplate(scope: StackScope): void {
  void scope;
}
