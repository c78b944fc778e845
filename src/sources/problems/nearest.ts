export { nearest, nearestHint } from '../../model/nearest/nearest.ts';
