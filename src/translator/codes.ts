// Language tags as the services write them, and theirs as we do. Ours name no region where the plain tag means it: `pt` is that of Brazil, `zh` Mandarin in simplified characters.
import { readLanguage } from '../language/tag.ts';

/** By our tag; every other language goes by its plain code. */
export type Dialect = Readonly<Record<string, string>>;

export function codeIn(dialect: Dialect, tag: string): string {
  const plain = plainOf(tag) ?? tag;
  const language = plain.split('-')[0] ?? plain;
  return dialect[plain] ?? dialect[language] ?? language;
}

/** What a service calls a language, in our spelling; undefined for what is none. */
export const tagOf = (code: unknown): string | undefined => (typeof code === 'string' ? plainOf(code) : undefined);

/** Codes that one service alone has, and Norwegian, by which almost everybody means Bokmål. */
const OTHERS: Readonly<Record<string, string>> = { zt: 'zh-Hant', pb: 'pt-BR', no: 'nb' };

/** Without what goes without saying: `zh-Hans-CN` is `zh`, `zh-Hant` is `zh-TW`, `pt-BR` is `pt`. */
function plainOf(tag: string): string | undefined {
  const read = readLanguage(OTHERS[tag.toLowerCase()] ?? tag);
  return read === undefined ? undefined : new Intl.Locale(read).minimize().toString();
}

/** The same language in the same writing: what would be translated from one to the other would stay as it is. */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one, other].map(plainOf).map((tag) => (tag === undefined ? undefined : new Intl.Locale(tag).maximize()));
  return a !== undefined && b !== undefined && a.language === b.language && a.script === b.script;
}

/** A confidence of 0 to `most`, as one of 0 to 1; nothing where it is no such number. */
export function confidenceOf(value: unknown, most: number): { confidence?: number } {
  return typeof value === 'number' && value >= 0 && value <= most ? { confidence: value / most } : {};
}
