import type { TemplateValue } from '../template/template.ts';
import type { Problems } from '../problems/problems.ts';
import type { NamingScope } from './names/stack-names.ts';
import type { Stack } from './stack.ts';

/** What the stacks of one input share. */
export interface Deployment {
  readonly region: string;
  readonly accountId: string;
  readonly problems: Problems;
  /** What `values:` gives for a key. */
  given(key: string): string | undefined;
  /** An exported output of one of the stacks, by its name; `undefined` when none of them exports it. */
  exported(name: string): TemplateValue | undefined;
  /** The template of a nested stack with its parameters; `undefined` when it is not here. */
  nestedStack(logicalId: string, parent: NamingScope): Stack | undefined;
}
