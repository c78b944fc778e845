import type { TemplateValue } from '../template/template.ts';

/** What the transform has to know of the deployment. */
export interface SamContext {
  /** The template's parameters with their values: the given ones, else the defaults, else as the emulator makes them up. */
  readonly parameters: Readonly<Record<string, TemplateValue>>;
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
}
