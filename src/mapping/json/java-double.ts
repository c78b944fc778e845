/**
 * Java's `Double.toString`: at least one digit after the point, and an exponent only below 10^-3 and from 10^7 on
 * (`1.0`, `0.001`, `1.0E-4`, `9999999.0`, `1.0E7`), with the fewest digits that identify the number.
 */
export function javaDouble(n: number): string {
  if (Number.isNaN(n)) return 'NaN';
  if (!Number.isFinite(n)) return n > 0 ? 'Infinity' : '-Infinity';
  if (n === 0) return Object.is(n, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(n);
  if (magnitude >= 1e-3 && magnitude < 1e7) return plain(n);
  return scientific(n);
}

function plain(n: number): string {
  return Number.isInteger(n) ? `${n}.0` : String(n);
}

function scientific(n: number): string {
  // Java never writes fewer than two digits, so of the subnormals that one digit would identify it shows the nearer two.
  const shortest = n.toExponential();
  const [shortMantissa = '', exponent = ''] = shortest.split('e');
  if (shortMantissa.includes('.')) return `${shortMantissa}E${exponent.replace('+', '')}`;
  const [mantissa = '', power = ''] = n.toExponential(1).split('e');
  return `${mantissa}E${power.replace('+', '')}`;
}
