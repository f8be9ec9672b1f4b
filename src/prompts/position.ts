// Finds the place in a YAML file that a character of one of its texts came from, so that a mistake inside a message is underlined there.

/**
 * The offset in `source` of the character at `wanted` of `value`, where `value` is the scalar that begins at `start`.
 * YAML folds lines, drops indentation and knows escapes; walking both texts side by side undoes that.
 */
export function offsetInFile(source: string, start: number, value: string, wanted: number): number {
  const style = source[start];
  let at = style === '|' || style === '>' ? afterLine(source, start) : style === '"' || style === "'" ? start + 1 : start;
  for (let index = 0; index < value.length && at < source.length; index++) {
    at = skipIndentation(source, at, value[index] ?? '');
    if (index === wanted) return at;
    at = after(source, at, value[index] ?? '', style);
  }
  return Math.min(at, source.length);
}

/** Passes one character of the value, and all that stands for it in the file. */
function after(source: string, at: number, char: string, style: string | undefined): number {
  const escaped = style === '"' && source[at] === '\\';
  // A fold that stood for several line ends has been passed as a whole with the first.
  if (isBlank(char) && !isBlank(source[at]) && !escaped) return at;
  if (isBlank(char) && isBlank(source[at])) {
    return source[at] === '\n' || source[at] === '\r' ? blanks(source, at) : foldedAt(source, at) ?? at + 1;
  }
  if (escaped) return at + escapeLength(source, at);
  if (style === "'" && source.startsWith("''", at)) return at + 2;
  return at + 1;
}

/** Blanks before a line's end belong to the fold. */
function foldedAt(source: string, at: number): number | undefined {
  const end = spaces(source, at);
  return source[end] === '\n' || source[end] === '\r' ? blanks(source, end) : undefined;
}

const skipIndentation = (source: string, at: number, next: string) => (isBlank(next) || !isBlank(source[at]) ? at : blanks(source, at));

const isBlank = (char: string | undefined) => char === ' ' || char === '\t' || char === '\n' || char === '\r';

function blanks(source: string, at: number): number {
  let end = at;
  while (isBlank(source[end])) end++;
  return end;
}

function spaces(source: string, at: number): number {
  let end = at;
  while (source[end] === ' ' || source[end] === '\t') end++;
  return end;
}

function afterLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end + 1;
}

function escapeLength(source: string, at: number): number {
  switch (source[at + 1]) {
    case 'x': return 4;
    case 'u': return 6;
    case 'U': return 10;
    case '\n': return blanks(source, at + 1) - at;
    default: return 2;
  }
}
