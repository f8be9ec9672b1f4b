// The words people say when they read a number aloud, a table for each language. Written without accents, as they are compared.

export type SpokenWord =
  /** `room`: what may follow inside the same number stays below this; "twenty" has room for a unit, "six" for nothing. */
  | { kind: 'number'; value: number; room: number }
  | { kind: 'hundred' }
  | { kind: 'thousand' }
  | { kind: 'repeat'; times: number }
  | { kind: 'filler' };

type Words = Record<string, SpokenWord>;

/** `words` in order of value, from `first` in steps of `step`; several ways to say one value are separated by a bar. */
function count(first: number, step: number, room: number, words: string): Words {
  const entries = words.split(' ').flatMap((ways, index) =>
    ways.split('|').map((way): [string, SpokenWord] => [way, { kind: 'number', value: first + index * step, room }]),
  );
  return Object.fromEntries(entries);
}

function all(word: SpokenWord, words: string): Words {
  return Object.fromEntries(words.split(' ').map((way) => [way, word]));
}

const ENGLISH: Words = {
  // With what a recogniser hears for them: to and too, for, won, ate. A wrong guess makes the number too long, and it is asked again.
  ...count(0, 1, 1, 'zero|oh|o|nought|naught|nil one|won two|to|too three four|for five six seven eight|ate nine|niner'),
  ...count(10, 1, 1, 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
  ...count(20, 10, 10, 'twenty thirty forty|fourty fifty sixty seventy eighty ninety'),
  ...all({ kind: 'hundred' }, 'hundred'),
  ...all({ kind: 'thousand' }, 'thousand'),
  ...all({ kind: 'repeat', times: 2 }, 'double'),
  ...all({ kind: 'repeat', times: 3 }, 'triple treble'),
  ...all({ kind: 'filler' }, 'and dash hyphen minus space then hash pound its it is this the my our case number'),
  ...all({ kind: 'filler' }, 'uh um er okay ok well so yes yeah please'),
};

const SPANISH: Words = {
  ...count(0, 1, 1, 'cero uno|una|un dos tres cuatro cinco seis siete ocho nueve'),
  ...count(10, 1, 1, 'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve'),
  ...count(20, 1, 1, 'veinte veintiuno|veintiun|veintiuna veintidos veintitres veinticuatro'),
  ...count(25, 1, 1, 'veinticinco veintiseis veintisiete veintiocho veintinueve'),
  ...count(30, 10, 10, 'treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
  ...count(100, 100, 100, 'ciento|cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos'),
  ...count(900, 100, 100, 'novecientos'),
  ...all({ kind: 'thousand' }, 'mil'),
  ...all({ kind: 'repeat', times: 2 }, 'doble'),
  ...all({ kind: 'repeat', times: 3 }, 'triple'),
  ...all({ kind: 'filler' }, 'y guion raya menos espacio luego almohadilla gato numeral es el la mi nuestro caso numero de'),
  ...all({ kind: 'filler' }, 'eh este pues bueno si vale por favor'),
};

/** By the first subtag of the language. A language that is missing here reads written digits only. */
export const SPOKEN_WORDS: Readonly<Record<string, Words>> = { en: ENGLISH, es: SPANISH };
