// A form as the carrier posts it, read once for the signature and for what it means. Empty fields count: the signature covers them.

/** What is asked of a form; `URLSearchParams` is one too. */
export interface Form {
  get(name: string): string | null;
  has(name: string): boolean;
}

export interface ReadForm extends Form {
  /** Every field, name and value run together, by name; a name that is there twice gives its different values, sorted. */
  signed(): string;
}

export function readForm(body: string): ReadForm {
  const fields = new Map<string, string | string[]>();
  if (body !== '') for (const part of body.split('&')) addField(fields, part);
  return {
    get(name) {
      const value = fields.get(name);
      return value === undefined ? null : typeof value === 'string' ? value : (value[0] ?? null);
    },
    has: (name) => fields.has(name),
    signed() {
      let signed = '';
      for (const name of [...fields.keys()].sort()) {
        const value = fields.get(name) ?? '';
        if (typeof value === 'string') signed += name + value;
        else for (const one of [...new Set(value)].sort()) signed += name + one;
      }
      return signed;
    },
  };
}

function addField(fields: Map<string, string | string[]>, part: string): void {
  if (part === '') return;
  const mark = part.indexOf('=');
  const name = decoded(mark < 0 ? part : part.slice(0, mark));
  const value = mark < 0 ? '' : decoded(part.slice(mark + 1));
  const before = fields.get(name);
  fields.set(name, before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value]);
}

/** Most names and values have nothing to decode. What is wrongly encoded is read as browsers and servers read it. */
function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return new URLSearchParams(`_=${text}`).get('_') ?? '';
  }
}
