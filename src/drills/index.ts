export { Drills } from './drills.ts';
export type { Drill, LostConnection } from './drill.ts';
export { placeOf } from './touched-place.ts';
export { faultPlace, faultSummary, runningFault } from './running-fault.ts';
export type { RunningFault } from './running-fault.ts';
export { meansRoute } from './route-match.ts';
