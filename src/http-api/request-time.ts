const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Formats times as access logs and events have them, `25/Mar/2020:05:03:27 +0000`, always UTC (http-api.md 3: `time`). Remembers the last
 * second, since under load thousands of requests share it.
 */
export function requestTimeFormatter(): (milliseconds: number) => string {
  let lastSecond = Number.NaN;
  let lastText = '';
  return (milliseconds) => {
    const second = Math.floor(milliseconds / 1000);
    if (second === lastSecond) return lastText;
    lastText = format(new Date(second * 1000));
    lastSecond = second;
    return lastText;
  };
}

function format(date: Date): string {
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
