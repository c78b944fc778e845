import type { Passage } from './passage.ts';

/**
 * One step of the pipeline. Fills the next part of the passage, or throws a `GatewayError`. It returns a promise only where it has to wait:
 * most requests to a MOCK pass every stage without one.
 */
export type PipelineStage = (passage: Passage) => void | Promise<void> | undefined;
