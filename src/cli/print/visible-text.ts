/** What a terminal obeys instead of showing it: controls but tabs and line ends, and marks that turn the direction of text. */
// oxlint-disable-next-line no-control-regex
const OBEYED = /\r(?!\n)|[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
/** The same, except for sequences that only colour text, such as the emulator's own. */
const OBEYED_BUT_COLOURS =
  // oxlint-disable-next-line no-control-regex
  /\u001b(?!\[[0-9;:]*m)|\r(?!\n)|[\0-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that comes from requests, handlers and files, safe to print: a terminal would move its cursor, change its title or fill the clipboard
 * at what is now `\u001b`. In JSON the escape means the same character. With `colours`, sequences that colour stay.
 */
export function visibleText(text: string, colours = false): string {
  return text.replace(colours ? OBEYED_BUT_COLOURS : OBEYED, escaped);
}

/** A line of a function with colours of its own, which end with it: hidden text would hide all that follows. */
export function closedColours(line: string): string {
  return line.includes('\u001b[') ? `${line}\u001b[0m` : line;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
