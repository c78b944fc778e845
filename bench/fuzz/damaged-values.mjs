/**
 * A definition with a few values, keys and entries exchanged, removed, doubled, renamed or nested: its syntax stays sound, so that what reads
 * values gets them all. `samples` are whole definitions, whose parts are put elsewhere; `odd` are values that belong nowhere.
 */
export function damagedValue(samples, random, odd) {
  const whole = { root: structuredClone(random.pick(samples)) };
  // What was put somewhere may be edited there.
  const oddOne = () => structuredClone(random.pick(odd));
  for (let edits = 1 + random.below(4); edits > 0; edits -= 1) edit(whole, samples, random, oddOne);
  return whole.root;
}

function edit(whole, samples, random, oddOne) {
  const [holder, key] = someEntry(whole, random);
  const value = holder[key];
  const foreign = () => structuredClone(entryOf(random.pick(samples), random));
  random.pick([
    () => put(holder, key, oddOne()),
    () => put(holder, key, foreign()),
    () => (Array.isArray(holder) ? holder.splice(key, 1) : delete holder[key]),
    () => put(holder, key, [value, random.chance(0.5) ? value : oddOne()]),
    () => put(holder, key, { [String(oddOne())]: value }),
    () => put(holder, random.pick(Object.keys(someEntry(whole, random)[0])) ?? key, value),
    () => put(holder, String(oddOne()), value),
    () => typeof value === 'string' && put(holder, key, spliced(value, random, String(oddOne()))),
  ])();
}

/** `__proto__` is a key like others, as in a parsed text; lists have none but numbers. */
function put(holder, key, value) {
  if (Array.isArray(holder) && !/^\d{1,3}$/.test(key)) return;
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function entryOf(sample, random) {
  const [holder, key] = someEntry({ root: sample }, random);
  return holder[key];
}

/** A place in a tree, deep ones as likely as shallow ones: its list or object, and the key there. */
function someEntry(whole, random) {
  let found = [whole, 'root'];
  let seen = 0;
  const walk = (value) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      seen += 1;
      if (random.below(seen) === 0) found = [value, key];
      walk(value[key]);
    }
  };
  walk(whole.root);
  return found;
}

function spliced(text, random, scrap) {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + scrap + text.slice(at + random.below(4));
}
