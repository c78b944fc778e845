export type { SamContext } from './context.ts';
export { transformSam } from './transform-sam.ts';
