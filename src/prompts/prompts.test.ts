// What a caller hears for a key, whatever is missing, wrong or hostile.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanValue, valueCharactersMax } from './clean.ts';
import { loadPrompts } from './load.ts';
import type { Locale } from './locale.ts';
import { memo } from './memo.ts';
import { parseLocale } from './parse.ts';
import { createPrompts, lastResort, type PromptFault, type PromptValues } from './prompts.ts';

function locale(language: string, prompts: string, direction = 'ltr'): Locale {
  const parsed = parseLocale(`${language}.yaml`, `language: ${language}\nname: Test\ndirection: ${direction}\nvoice: ${language}\nkeys: {star: ${language}-star, pound: ${language}-pound}\nprompts:\n${prompts}`);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.locale;
}

const voices = { en: { voice: 'Anna', language: 'en-US' }, es: { voice: 'Eva', language: 'es-US' } };

function promptsOf(...locales: Locale[]) {
  const faults: PromptFault[] = [];
  return { faults, prompts: createPrompts(locales, { voices, fault: (fault) => faults.push(fault) }) };
}

const english = locale('en', `  front:
    menu: Press {$star}.
    mixed: "Hello. {#in language=es}Hola, {$who}.{/in} Press 1."
  case:
    found: That is case {$case :digits}.
    mine: "{$who} has it, and {$other :string @optional} too."
    opens: Back {$at :day zone=$zone now=$now}.
  trouble:
    moment: One moment.
  word:
    region: {emea: Europe}
    language: {es: Spanish}
  where: From {$region :word of=region}.
`);
const spanish = locale('es', `  front: {menu: "Oprima {$star}."}
  trouble: {moment: Un momento.}
  where: De {$region :word of=region}.
`);

describe('a caller hears a prompt', () => {
  const { prompts, faults } = promptsOf(english, spanish);

  it('in their own language, with its voice and its names of keys', () => {
    expect(prompts.speak('front.menu', {}, 'es')).toEqual({ text: 'Oprima es-star.', language: 'es-US', voice: 'Eva', direction: 'ltr' });
  });

  it('in their language where only the region differs', () => {
    expect(prompts.speak('front.menu', {}, 'es-MX').text).toBe('Oprima es-star.');
  });

  it('in English, by an English voice, where the translation is missing, and the fault is told once', () => {
    for (let time = 0; time < 3; time++) expect(prompts.speak('case.found', { case: '1234' }, 'es')).toMatchObject({ text: 'That is case 1 2 3 4.', language: 'en-US', voice: 'Anna' });
    expect(faults).toEqual([{ code: 'no-prompt', key: 'case.found', language: 'es', detail: expect.any(String) as string }]);
  });

  it('in English where nobody speaks their language', () => {
    expect(prompts.speak('front.menu', {}, 'tlh').text).toBe('Press en-star.');
    expect(faults.at(-1)).toMatchObject({ code: 'no-language', language: 'tlh' });
  });

  it('with English words where their language lacks one', () => {
    expect(prompts.speak('where', { region: 'emea' }, 'es').text).toBe('De Europe.');
  });

  it('in several voices where it speaks several languages', () => {
    expect(prompts.speak('front.mixed', { who: 'Ana' }, 'en')).toMatchObject({
      text: 'Hello. Hola, Ana. Press 1.',
      parts: [{ text: 'Hello.', voice: 'Anna' }, { text: 'Hola, Ana.', voice: 'Eva', language: 'es-US' }, { text: 'Press 1.', voice: 'Anna' }],
    });
  });

  it('that asks for patience in their language where nobody has the prompt', () => {
    expect(prompts.speak('no.such', {}, 'es').text).toBe('Un momento.');
  });

  it('of last resort where there is no prompt at all', () => {
    expect(promptsOf().prompts.speak('front.menu', {}, 'en')).toEqual({ text: lastResort, language: 'en', direction: 'ltr' });
    expect(promptsOf(locale('ar', '  a: {b: مرحبا}\n', 'rtl')).prompts.speak('a.b', {}, 'ar')).toEqual({ text: 'مرحبا', language: 'ar', direction: 'rtl' });
  });
});

describe('a value', () => {
  it('that is missing is left out and told as a fault, unless the prompt can do without', () => {
    const { prompts, faults } = promptsOf(english);
    expect(prompts.speak('case.mine', {}, 'en').text).toBe('has it, and too.');
    expect(faults).toEqual([{ code: 'no-value', key: 'case.mine', language: 'en', detail: '$who was not given' }]);
  });

  it.each([[undefined], [null], [Number.NaN], [{ toString: () => 'x' }], [() => 'x']])('of a wrong kind (%s) counts as missing', (value) => {
    const { prompts, faults } = promptsOf(english);
    expect(prompts.speak('case.found', { case: value } as unknown as PromptValues, 'en').text).toBe('That is case.');
    expect(faults.map(({ code }) => code)).toEqual(['no-value']);
  });

  it('is not named in a fault', () => {
    const { prompts, faults } = promptsOf(english);
    prompts.speak('case.opens', { at: 'secret', zone: 'secret', now: 'secret' }, 'en');
    expect(faults).not.toHaveLength(0);
    expect(JSON.stringify(faults)).not.toContain('secret');
  });

  it('that the prompt does not speak of changes nothing', () => {
    const { prompts } = promptsOf(english);
    expect(prompts.speak('case.found', { case: '12', waited: 1 }, 'en')).toBe(prompts.speak('case.found', { case: '12', waited: 2 }, 'en'));
  });

  it('cannot pass for two', () => {
    const { prompts } = promptsOf(english);
    expect(prompts.speak('case.mine', { other: 'a', who: 'b\nc' }, 'en').text).toBe('b c has it, and a too.');
    expect(prompts.speak('case.mine', { other: 'a\nb', who: 'c' }, 'en').text).toBe('c has it, and a b too.');
    expect(prompts.speak('case.found', { case: 12 }, 'en').text).toBe(prompts.speak('case.found', { case: '12' }, 'en').text);
  });

  it('called now makes a new sentence only when the day may have changed', () => {
    const { prompts } = promptsOf(english);
    const at = Date.parse('2026-11-21T14:00:00Z');
    // Midnight in Kathmandu is a quarter past six in the evening, UTC.
    const heard = (now: string) => prompts.speak('case.opens', { at, zone: 'Asia/Kathmandu', now: Date.parse(now) }, 'en');
    expect(heard('2026-11-20T18:01:00Z')).toBe(heard('2026-11-20T18:14:59Z'));
    expect(heard('2026-11-20T18:14:59Z').text).toBe('Back tomorrow.');
    expect(heard('2026-11-20T18:15:00Z').text).toBe('Back today.');
  });
});

describe('hostile values', () => {
  it.each([
    ['<Say>hi</Say><Hangup/>', 'hi'],
    ['a <b', 'a b'],
    ['{$case} {#in language=es}', '$case #in language=es'],
    ['a\u202eb\u200fc\u2066d', 'abcd'],
    ['a\u0000b\u0007c\u009fd', 'abcd'],
    ['line\nbreak\ttab\u2028x', 'line break tab x'],
    ['half \ud83d', 'half'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['  AT&T  ', 'AT&T'],
    ['x'.repeat(100_000), 'x'.repeat(valueCharactersMax)],
    [`${'x'.repeat(valueCharactersMax - 1)}😀`, 'x'.repeat(valueCharactersMax - 1)],
  ])('are cleaned (%#)', (hostile, expected) => {
    expect(cleanValue(hostile)).toBe(expected);
  });

  it('never make a prompt throw, be silent, long or strange', () => {
    const { prompts } = promptsOf(english, spanish);
    const values = fc.dictionary(fc.constantFrom('case', 'who', 'other', 'at', 'zone', 'now', 'region'), fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.double(), fc.integer()));
    const keys = fc.constantFrom(...prompts.keys, 'no.such', '__proto__', 'constructor');
    fc.assert(fc.property(keys, values, fc.constantFrom('en', 'es', 'es-MX', '', '-', '__proto__'), (key, given, language) => {
      const { text } = prompts.speak(key, given, language);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(1_000);
      expect(text).not.toMatch(/[<>{}\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    }), { numRuns: 500 });
  });
});

describe('the memory of sentences', () => {
  it('keeps no more than it may, and lets the oldest go', () => {
    const remembered = memo<number>(2);
    for (const [index, key] of ['a', 'b', 'b', 'c'].entries()) remembered.set(key, index);
    expect(['a', 'b', 'c'].map((key) => remembered.get(key))).toEqual([undefined, 2, 3]);
  });

  it('does not hold on to values that were cut', () => {
    const { prompts } = promptsOf(english);
    const heard = () => prompts.speak('case.mine', { who: 'x'.repeat(1_000), other: '' }, 'en');
    expect(heard()).not.toBe(heard());
    expect(heard()).toEqual(heard());
  });

  it('is bounded, and forgets without a change in what is heard', () => {
    const { prompts } = promptsOf(english);
    for (let number = 0; number < 10_000; number++) expect(prompts.speak('case.found', { case: number }, 'en').text).toContain('case');
    expect(prompts.speak('case.found', { case: 0 }, 'en').text).toBe('That is case 0.');
  });
});

describe('the prompts that come with the house', () => {
  const loaded = loadPrompts(fileURLToPath(new URL('../../locales', import.meta.url)));
  let prompts: ReturnType<typeof promptsOf>;
  const values: PromptValues = {
    case: '200608110120', dashed: '2006-0811-0120', priority: 'P1', verified: 'no', journey: 'network-down', 'caller-language': 'ja', interpret: 'vi', tongue: 'vi', waited: 251, ahead: 3, ringing: 2, acknowledged: 'no', seconds: 40,
    region: 'Americas', zone: 'America/New_York', opens: Date.parse('2026-11-23T14:00:00Z'), now: Date.parse('2026-11-20T17:00:00Z'), reason: 'rma-status', 'asked-by': 'Ana Lima',
    state: 'wrap', presence: 'away', 'callback-number': '14155550123', code: '01', 'code-name': 'Solved', ending: '0123', until: Date.parse('2026-11-20T23:30:00Z'), soonest: 4, latest: 7,
    'closed-by': 'hours', 'whose': '', 'turn': 'close', 'team': 'Engineers', 'choice': 'Engineers', 'key': 1, 'announcement': 'We know of an outage.', 'greeting': 'Dan here.', 'in-line': 'yes', 'outside-number': '442079460001', 'refusal': 'country', 'age': 7_200, 'engineer': 'Dan', 'role': 'Director of customer service',
  };
  beforeAll(async () => {
    const result = await loaded;
    if (!result.ok) throw new Error(result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
    prompts = promptsOf(...result.locales);
  });

  it('read without a fault in every language', () => {
    for (const language of prompts.prompts.locales) for (const key of prompts.prompts.keys) expect(prompts.prompts.speak(key, values, language).text).not.toBe('');
    expect(prompts.faults).toEqual([]);
  });

  it('tell an agent what the call is about', () => {
    const heard = prompts.prompts.speak('agent.whisper', values, 'en').text;
    for (const word of ['Priority 1', 'network is down', '2 0 0 6, 0 8 1 1, 0 1 2 0', 'not verified', '4 minutes', 'Japanese', 'Press 1', '2 to pass']) expect(heard).toContain(word);
    expect(prompts.prompts.speak('agent.whisper', { ...values, case: '', priority: '', journey: 'new-case' }, 'en').text).toMatch(/^No case number yet\./);
  });

  it.each([
    ['en', { opens: Date.parse('2026-11-20T23:00:00Z') }, ['not at work', 'the Americas', 'today', '6 PM']],
    ['en', {}, ['on Monday', '9 AM.']],
    ['en', { whose: 'America/Los_Angeles' }, ['9 AM, Pacific Time.']],
    ['en', { 'closed-by': 'holiday', 'holiday': 'Thanksgiving' }, ['public holiday: Thanksgiving.', 'on Monday']],
    ['en', { 'closed-by': 'holiday' }, ['a public holiday.', 'on Monday']],
    ['en', { 'closed-by': 'switch', 'opens': '' }, ['not available right now', 'cannot say yet']],
    ['es', { opens: Date.parse('2026-11-21T14:00:00Z') }, ['mañana', 'Hora: 9', 'las Américas']],
    ['es', { 'closed-by': 'holiday', 'holiday': 'Navidad', 'whose': 'Europe/London' }, ['feriado', 'Navidad', 'el lunes', 'hora de Reino Unido']],
    ['fr', {}, ['couvrent les Amériques', 'reviennent lundi à 9 heures.']],
    ['fr', { opens: Date.parse('2026-12-01T14:30:00Z'), whose: 'America/New_York' }, ['reviennent le mardi premier décembre à 9 heures 30, heure de l’Est nord-américain.']],
    ['de', {}, ['für Nord- und Südamerika', 'am Montag um 9 Uhr wieder da.']],
    ['de', { opens: Date.parse('2026-12-01T14:30:00Z') }, ['am Dienstag, dem 1. Dezember um 9 Uhr 30 wieder da.']],
    ['pt', {}, ['as Américas', 'voltam segunda-feira. Horário: 9 horas.']],
    ['ja', {}, ['米州担当', '月曜日、午前9時です。']],
    ['ja', { opens: Date.parse('2026-11-21T14:30:00Z'), whose: 'America/New_York' }, ['明日、米国東部時間午前9時半です。']],
    ['zh', { 'closed-by': 'holiday' }, ['正在放假。', '他们星期一上午9点上班。']],
    ['ko', { opens: Date.parse('2026-11-20T23:00:00Z') }, ['미주 담당', '오늘 오후 6시에 돌아옵니다.']],
  ])('tell a caller in %s why nobody is at work, and until when (%#)', (language, more, words) => {
    const heard = ['closed.why', 'closed.opens'].map((key) => prompts.prompts.speak(key, { ...values, ...more }, language).text).join(' ');
    for (const word of words) expect(heard).toContain(word);
  });

  it('tell a caller how many are ahead', () => {
    const heard = (ahead: number, language: string) => prompts.prompts.speak('hold.position', { ahead }, language).text;
    expect([0, 1, 2].map((ahead) => heard(ahead, 'en'))).toEqual([expect.stringContaining('next'), expect.stringContaining('one caller'), expect.stringContaining('2 callers')]);
    expect([0, 1, 2].map((ahead) => heard(ahead, 'es'))).toEqual([expect.stringContaining('próxima'), expect.stringContaining('una persona'), expect.stringContaining('2 personas')]);
  });

  it.each([
    ['fr', 'le prochain', 'une personne', '2 personnes', '21 personnes'], ['de', 'als Nächstes', 'eine Person', '2 Personen', '21 Personen'], ['pt', 'A próxima', 'uma pessoa', '2 pessoas', '21 pessoas'],
    ['ja', '次が', '1名', '2名', '21名'], ['zh', '下一位', '1位', '两位', '21位'], ['ko', '다음 순서', '1명', '2명', '21명'],
  ])('tell a caller in %s that 0, 1, 2 or 21 are ahead', (language, ...words) => {
    const heard = [0, 1, 2, 21].map((ahead) => prompts.prompts.speak('hold.position', { ahead }, language).text);
    expect(heard).toEqual(words.map((word) => expect.stringContaining(word) as string));
  });

  it.each([
    ['en', { soonest: 0, latest: 1 }, 'within a minute'], ['en', { soonest: 0, latest: 2 }, 'within 2 minutes'], ['en', { soonest: 1, latest: 2 }, 'in 1 to 2 minutes'], ['en', { soonest: 40 }, 'more than 40 minutes'],
    ['en', { soonest: 1 }, 'more than a minute'], ['en', { soonest: 60 }, 'more than an hour'], ['en', { soonest: 55, latest: 60 }, 'in 55 to 60 minutes'],
    ['es', { soonest: 0, latest: 1 }, 'menos de un minuto'], ['es', { soonest: 0, latest: 2 }, '2 minutos como mucho'], ['es', { soonest: 1, latest: 2 }, 'de 1 a 2 minutos'], ['es', { soonest: 40 }, 'más de 40 minutos'], ['es', { soonest: 60 }, 'más de una hora'],
    ['fr', { soonest: 0, latest: 1 }, "moins d'une minute"], ['fr', { soonest: 1, latest: 2 }, 'dans 1 à 2 minutes'], ['fr', { soonest: 60 }, "plus d'une heure"], ['de', { soonest: 0, latest: 1 }, 'weniger als einer Minute'], ['de', { soonest: 40 }, 'mehr als 40 Minuten'],
    ['pt', { soonest: 0, latest: 5 }, 'em até 5 minutos'], ['pt', { soonest: 1 }, 'mais de um minuto'], ['ja', { soonest: 1 }, '1分を超える'], ['ja', { soonest: 60 }, '1時間を超える'], ['zh', { soonest: 0, latest: 2 }, '两分钟之内'], ['zh', { soonest: 4, latest: 7 }, '4到7分钟'],
    ['ko', { soonest: 0, latest: 1 }, '1분 안에'], ['ko', { soonest: 4, latest: 7 }, '4분에서 7분'],
  ])('tell a caller in %s how long it will be (%#)', (language, given, words) => {
    expect(prompts.prompts.speak('hold.how-long', given, language).text).toContain(words);
    expect(prompts.faults).toEqual([]);
  });

  it('offer star, pound and the keys on the first menu', () => {
    for (const word of ['star', '12 digits', 'pound', 'press 2', '9']) expect(prompts.prompts.speak('front.menu', {}, 'en').text).toContain(word);
    for (const word of ['asterisco', '12 dígitos', 'numeral', 'oprima 2', '9']) expect(prompts.prompts.speak('front.menu', {}, 'es').text).toContain(word);
  });

  it.each([
    ['fr', 'sur étoile', 'sur dièse', 'sur 2'], ['de', 'drücken Sie die Sterntaste', 'die Rautetaste', 'die 2'], ['pt', 'tecle asterisco', 'tecle jogo da velha', 'tecle 2'],
    ['ja', 'コメ印を押して', 'シャープを押して', '2を押して'], ['zh', '请按星号键', '按井号键', '请按2'], ['ko', '별표를 눌러', '우물 정자를 눌러', '2번을 눌러'],
  ])('name the keys in %s as its telephones do', (language, ...words) => {
    for (const word of words) expect(prompts.prompts.speak('front.menu', {}, language).text).toContain(word);
  });
});
