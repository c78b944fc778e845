export { apportioned, type Share } from './apportion.ts';
export { type Bill, billOf } from './bill.ts';
export * as metering from './metering.ts';
export { type MeteredUsage, nothingUsed, scaled } from './metered-usage.ts';
export { priceListOf, pricedRegions } from './price-lists/index.ts';
export { meteredOf, readUsage } from './described-usage.ts';
export { asOtherType } from './other-type.ts';
export { volumePerMonth } from './volume.ts';
