/**
 * What is wrong with a template:
 * - `syntax`: it does not parse; AWS refuses it when the integration is created (docs/aws/vtl.md#errors);
 * - `evaluation`: it failed while it ran, as when a Java method throws; AWS answers 500;
 * - `limit`: it ran out of one of the bounds that keep a template from looping or growing for ever.
 * - `unknown-member`: it names a member that API Gateway does not have, where strictness was asked for.
 */
export type TemplateProblem = 'syntax' | 'evaluation' | 'limit' | 'unknown-member';

/** A template that does not parse or did not finish, with its place. `line` and `column` count from 1, the column in UTF-16 units. */
export class TemplateError extends Error {
  constructor(
    readonly problem: TemplateProblem,
    /** The message without the place. */
    readonly detail: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${detail}, at line ${line}, column ${column}`);
    this.name = 'TemplateError';
  }
}
