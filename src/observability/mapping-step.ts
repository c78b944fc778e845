/** What one mapping template made of its input. References to texts that exist anyway. */
export interface MappingStep {
  readonly template: string;
  readonly input: string;
  readonly output: string;
}
