/** A time as events and access logs of every kind of API have it: `25/Mar/2020:05:03:27 +0000`, always UTC. Takes milliseconds since the epoch. */
export function requestTime(milliseconds: number): string {
  // `Wed, 25 Mar 2020 05:03:27 GMT`: ECMAScript fixes the form.
  const text = new Date(milliseconds).toUTCString();
  return `${text.slice(5, 7)}/${text.slice(8, 11)}/${text.slice(12, 16)}:${text.slice(17, 25)} +0000`;
}

/** The same, remembering the last second, since under load thousands of requests share it. */
export function requestTimeFormatter(): (milliseconds: number) => string {
  let lastSecond = Number.NaN;
  let lastText = '';
  return (milliseconds) => {
    const second = Math.floor(milliseconds / 1000);
    if (second === lastSecond) return lastText;
    lastText = requestTime(second * 1000);
    lastSecond = second;
    return lastText;
  };
}
