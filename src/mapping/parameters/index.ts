/** Parameter expressions of REST, HTTP and WebSocket APIs, parsed once and evaluated per request; see `sources.ts` for what they read from. */
export { BodyNotJsonError } from './body-values.ts';
export type { HttpApiExpression } from './http-api-expressions.ts';
export { parseHttpApiExpression } from './http-api-expressions.ts';
export type { HttpApiMappingKey } from './http-api-keys.ts';
export { parseHttpApiMappingKey } from './http-api-keys.ts';
export type { Interpolation } from './interpolation.ts';
export { parseInterpolation } from './interpolation.ts';
export { MappingExpressionError } from './mapping-expression-error.ts';
export { parseMappingDestination } from './rest-destinations.ts';
export type { MappingExpression, MappingSide } from './rest-expressions.ts';
export { parseRestExpression, parseWebSocketExpression } from './rest-expressions.ts';
export { parseSelectionExpression } from './selection-expressions.ts';
export { parseSelectionKey } from './selection-keys.ts';
export type { MappedValue, MessageSource, ParameterSources, RequestSource, ResponseSource } from './sources.ts';
