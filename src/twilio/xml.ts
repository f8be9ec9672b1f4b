// Text made safe for XML, the way the official library writes it.

/** What text must escape, and every character XML 1.0 forbids: control characters, halves of surrogate pairs. */
const unsafeInText = /[&<>\r]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const unsafeInAttribute = /[&<"\t\n\r]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;',
};

/** A forbidden character is left out: it has no sound, and one of them makes the whole document unreadable. */
const escape = (character: string): string => escapes[character] ?? '';

/** Most words need nothing, and this tells so several times as quickly. */
const plain = /^[ !#-%'-;=?-~]*$/;
/** An address has ampersands besides, and nothing else to escape. */
const plainButAmpersands = /^[ !#-;=?-~]*$/;

function escaped(value: string, unsafe: RegExp): string {
  if (plain.test(value)) return value;
  return plainButAmpersands.test(value) ? value.replaceAll('&', '&amp;') : value.replace(unsafe, escape);
}

export const text = (value: string): string => escaped(value, unsafeInText);

const attribute = (value: string): string => escaped(value, unsafeInAttribute);

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element; attributes that are undefined are left out, and `inner` is XML already. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  let start = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) start += ` ${key}="${typeof value === 'string' ? attribute(value) : value}"`;
  }
  return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
}
