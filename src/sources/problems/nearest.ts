export { nearest, nearestHint } from '../../model/base/nearest.ts';
