const MULTIPLES: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9 };
/** AWS's own examples count 30 days a month. */
const PER_MONTH: Readonly<Record<string, number>> = {
  month: 1,
  day: 30,
  hour: 30 * 24,
  minute: 30 * 24 * 60,
  second: 30 * 24 * 60 * 60,
};

/** Requests a month of `10M/month`, `500k/day`, `20/second` or `10M` (a month); `undefined` for any other text. */
export function volumePerMonth(text: string): number | undefined {
  const match = /^\s*(\d[\d_,]*(?:\.\d+)?)\s*([kmb]?)\s*(?:\/\s*([a-z]+))?\s*$/i.exec(text);
  if (match === null) return undefined;
  const [, digits = '', multiple = '', period = 'month'] = match;
  const factor = PER_MONTH[period.toLowerCase()];
  const number = Number(digits.replaceAll(/[_,]/g, '')) * (MULTIPLES[multiple.toUpperCase()] ?? 1);
  return factor === undefined || !Number.isFinite(number) ? undefined : number * factor;
}
