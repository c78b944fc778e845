/** The middle of a list of numbers; the upper one of an even number of them. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A quantile (0 to 1) of an ascending typed array. */
export function quantile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function rounded(value, digits = 2) {
  return Number(value.toFixed(digits));
}
