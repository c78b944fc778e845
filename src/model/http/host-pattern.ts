/** Whether a host name of a table has stars: `dynamodb.*.amazonaws.com`, each for one label. */
function isHostPattern(name: string): boolean {
  return name.includes('*');
}

/** What stands for a host name: the entry of that name, else of the first pattern that it fits. Names are in lower case. */
export function hostEntry<Entry>(
  entries: Iterable<readonly [name: string, entry: Entry]>,
  host: string,
): Entry | undefined {
  let labels: readonly string[] | undefined;
  let fitting: Entry | undefined;
  for (const [name, entry] of entries) {
    if (name === host) return entry;
    if (fitting !== undefined || !isHostPattern(name)) continue;
    labels ??= host.split('.');
    if (fits(name.split('.'), labels)) fitting = entry;
  }
  return fitting;
}

function fits(pattern: readonly string[], labels: readonly string[]): boolean {
  return pattern.length === labels.length && pattern.every((part, index) => part === '*' || part === labels[index]);
}
