/** A text with a few characters cut out, doubled, exchanged or put in; `scraps` are pieces that mean something in its language. */
export function damaged(sample, random, scraps) {
  let text = sample;
  for (let edits = random.below(5); edits > 0; edits -= 1) {
    const at = random.below(text.length + 1);
    const length = random.below(8);
    const [before, cut, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
    text = random.pick([
      () => before + random.pick(scraps) + cut + after,
      () => before + after,
      () => before + cut.repeat(3) + after,
      () => before + random.pick(scraps) + after,
      () => before + after.slice(random.below(after.length + 1)),
    ])();
  }
  return text;
}
