// java.net.URI's grammar (RFC 2396 with changes): escapes, unreserved and some other characters, and beyond ASCII all but blanks and controls.
const other = '(?:%[0-9a-fA-F]{2}|[^\\u0000-\\u00a0\\p{Z}\\p{C}])';
const pathCharacter = `(?:[a-zA-Z0-9_!~*'().:@&=+$,;/-]|${other})`;
const anyCharacter = `(?:[a-zA-Z0-9_!~*'().:@&=+$,;/?[\\]-]|${other})`;
const authorityCharacter = `(?:[a-zA-Z0-9_!~*'().:@&=+$,;-]|${other})`;

const authority = `(?:${authorityCharacter}*|(?:${authorityCharacter}*@)?\\[[0-9a-fA-F:.]+(?:%[a-zA-Z0-9_.-]+)?\\](?::[0-9]*)?)`;
const hierarchical = `(?://(?!$)${authority}(?:/${pathCharacter}*)?|/(?!/)${pathCharacter}*)(?:\\?${anyCharacter}*)?`;
const opaque = `(?!/)${anyCharacter}+`;
const relative = `(?:[a-zA-Z0-9_!~*'().@&=+$,;-]|${other})*(?:/${pathCharacter}*)?(?:\\?${anyCharacter}*)?`;

const uri = new RegExp(
  `^(?:[a-zA-Z][a-zA-Z0-9+.-]*:(?:${hierarchical}|${opaque})|${hierarchical}|${relative})(?:#${anyCharacter}*)?$`,
  'u',
);

/** Whether `new URI(text)` accepts the text in Java: references without a scheme are fine. */
export function isUri(text: string): boolean {
  return uri.test(text);
}
