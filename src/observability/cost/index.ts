export { type Bill, type BillItem, billOf } from './bill.ts';
export * as metering from './metering.ts';
export { type LambdaUsage, type MeteredUsage, nothingUsed, scaled } from './metered-usage.ts';
export { priceListOf, pricedRegions } from './price-lists/index.ts';
export { type DescribedUsage, meteredOf, readUsage } from './described-usage.ts';
export { asOtherType } from './other-type.ts';
export { volumePerMonth } from './volume.ts';
