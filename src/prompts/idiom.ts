// Idioms: what people say in a language where Intl only knows how it is written. What a language has none of is said as Intl has it.

export interface Idiom {
  /** The hour by the clock that the language counts with. */
  hour?: (hour: number, minute: number) => string;
  /** The first of a month is a word and no number. */
  first?: string;
  /** Between the weekday and the date. */
  date?: string;
  /** A length of time or a zone that a voice would stumble over. */
  length?: (text: string) => string;
  zone?: (text: string) => string;
}

const frenchHour = (hour: number, minute: number) => `${hour} ${hour < 2 ? 'heure' : 'heures'}${minute === 0 ? '' : ` ${minute}`}`;

const germanHour = (hour: number, minute: number) => `${hour} Uhr${minute === 0 ? '' : ` ${minute}`}`;

const brazilianHour = (hour: number, minute: number) =>
  `${hour} ${hour < 2 ? 'hora' : 'horas'}${minute === 0 ? '' : ` e ${minute} ${minute === 1 ? 'minuto' : 'minutos'}`}`;

/** Noon is the zeroth hour of the afternoon. */
const japaneseHour = (hour: number, minute: number) => `${hour < 12 ? '午前' : '午後'}${hour % 12}時${minute === 0 ? '' : minute === 30 ? '半' : `${minute}分`}`;

const mandarinParts: readonly (readonly [before: number, name: string])[] = [[6, '凌晨'], [12, '上午'], [13, '中午'], [18, '下午'], [24, '晚上']];

/** Two o'clock is 两点, and five past is 零5分. */
function mandarinHour(hour: number, minute: number): string {
  const part = mandarinParts.find(([before]) => hour < before)?.[1] ?? '';
  const told = hour > 12 ? hour - 12 : hour;
  return `${part}${told === 2 ? '两' : told}点${minute === 0 ? '' : minute === 30 ? '半' : minute < 10 ? `零${minute}分` : `${minute}分`}`;
}

/** Twelve is noon or night; to call it before or after noon would leave the caller guessing. */
function koreanHour(hour: number, minute: number): string {
  const part = hour === 0 ? '밤' : hour === 12 ? '낮' : hour < 12 ? '오전' : '오후';
  return `${part} ${hour % 12 === 0 ? 12 : hour % 12}시${minute === 0 ? '' : ` ${minute}분`}`;
}

const idioms: Readonly<Record<string, Idiom>> = {
  es: { first: 'primero' },
  fr: { hour: frenchHour, first: 'premier', zone: (text) => text.replace(/^heure : /, 'heure locale, ') },
  de: { hour: germanHour, date: ', dem ', zone: (text) => text.replace(/^(.*) \(Ortszeit\)$/, 'Ortszeit $1') },
  pt: { hour: brazilianHour, first: 'primeiro' },
  // With a blank between them a voice says number and unit as two words: 4 分 is よんふん, 4分 is よんぷん.
  ja: { hour: japaneseHour, length: (text) => text.replaceAll(' ', '') },
  zh: { hour: mandarinHour, length: (text) => text.replace(/(?<!\d)2(?!\d)/g, '两') },
  ko: { hour: koreanHour },
};

export function idiomOf(tag: string): Idiom {
  const { language } = new Intl.Locale(tag);
  return Object.hasOwn(idioms, language) ? idioms[language] ?? {} : {};
}
