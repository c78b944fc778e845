export type { SamContext } from './context.ts';
export { isSamTemplate, transformSam } from './transform-sam.ts';
