// How values sound: digits, hours, days, lengths of time, places in line and words, in several languages.
import { describe, expect, it } from 'vitest';
import { MessageFormat } from 'messageformat';
import { speechFunctions } from './functions.ts';
import { readMessage } from './message.ts';

const words: Readonly<Record<string, string>> = { 'language.ja': 'Japanese', 'language.pt': 'Portuguese' };

function say(tag: string, text: string, values: Readonly<Record<string, string>>): { text: string; faults: string[] } {
  const read = readMessage(text);
  if (!read.ok) throw new Error(read.slips.map(({ message }) => message).join('; '));
  const faults: string[] = [];
  const functions = speechFunctions(tag, (group, name) => words[`${group}.${name}`]);
  const format = new MessageFormat(tag, read.message.model, { functions, bidiIsolation: 'none' });
  return { text: format.format(values, (error) => faults.push(String(error))), faults };
}

/** Editions of the Unicode data differ in blanks and capitals. */
const close = (text: string) => text.replace(/\s/g, '').toLowerCase();
const at = (iso: string) => String(Date.parse(iso));

describe('digits are read one by one, in groups as on paper', () => {
  it.each([
    ['{$x :digits}', '200608110120', '2 0 0 6, 0 8 1 1, 0 1 2 0'],
    ['{$x :digits}', '2006-0811-0120', '2 0 0 6, 0 8 1 1, 0 1 2 0'],
    ['{$x :digits group=3}', '123456', '1 2 3, 4 5 6'],
    ['{$x :digits group=0}', '12', '1, 2'],
    ['{$x :digits}', 'R12345', 'R 1 2 3, 4 5'],
    ['{$x :digits}', '', ''],
    ['.input {$x :digits} .match $x none {{new}} * {{case {$x}}}', '', 'new'],
    ['.input {$x :digits} .match $x none {{new}} * {{case {$x}}}', '12', 'case 1 2'],
  ])('%s of %s', (message, x, expected) => {
    expect(say('en', message, { x }).text).toBe(expected);
  });
});

describe('an hour is told on the wall clock of its zone', () => {
  it.each([
    ['en-US', '2026-11-23T14:00:00Z', 'America/New_York', '9 AM'],
    ['en-US', '2026-11-23T14:30:00Z', 'America/New_York', '9:30 AM'],
    ['es-US', '2026-11-23T14:00:00Z', 'America/New_York', '9 a. m.'],
    ['de-DE', '2026-11-23T08:00:00Z', 'Europe/Berlin', '9 Uhr'],
    ['de-DE', '2026-11-23T08:30:00Z', 'Europe/Berlin', '9 Uhr 30'],
    ['fr-FR', '2026-11-23T08:00:00Z', 'Europe/Paris', '9 heures'],
    ['fr-FR', '2026-11-23T08:30:00Z', 'Europe/Paris', '9 heures 30'],
    ['fr-FR', '2026-11-23T00:05:00Z', 'Europe/Paris', '1 heure 5'],
    ['pt-BR', '2026-11-23T12:00:00Z', 'America/Sao_Paulo', '9 horas'],
    ['pt-BR', '2026-11-23T17:30:00Z', 'America/Sao_Paulo', '14 horas e 30 minutos'],
    ['ja-JP', '2026-11-23T00:00:00Z', 'Asia/Tokyo', '午前9時'],
    ['ja-JP', '2026-11-23T05:30:00Z', 'Asia/Tokyo', '午後2時半'],
    ['ja-JP', '2026-11-23T03:00:00Z', 'Asia/Tokyo', '午後0時'],
    ['zh-CN', '2026-11-23T01:30:00Z', 'Asia/Shanghai', '上午9点半'],
    ['zh-CN', '2026-11-23T06:05:00Z', 'Asia/Shanghai', '下午两点零5分'],
    ['zh-CN', '2026-11-23T04:00:00Z', 'Asia/Shanghai', '中午12点'],
    ['zh-CN', '2026-11-23T12:15:00Z', 'Asia/Shanghai', '晚上8点15分'],
    ['ko-KR', '2026-11-23T00:30:00Z', 'Asia/Seoul', '오전 9시 30분'],
    ['ko-KR', '2026-11-23T09:00:00Z', 'Asia/Seoul', '오후 6시'],
    ['ko-KR', '2026-11-23T03:00:00Z', 'Asia/Seoul', '낮 12시'],
    ['ko-KR', '2026-11-22T15:00:00Z', 'Asia/Seoul', '밤 12시'],
    ['en-US', '2026-11-23T03:15:00Z', 'Asia/Kathmandu', '9 AM'],
  ])('%s %s in %s', (tag, iso, zone, expected) => {
    const { text, faults } = say(tag, '{$x :time zone=$zone}', { x: at(iso), zone });
    expect({ text: close(text), faults }).toEqual({ text: close(expected), faults: [] });
  });
});

describe('whose time it is is told in words', () => {
  it.each([
    ['en', 'America/Los_Angeles', 'Pacific Time'],
    ['es', 'America/Los_Angeles', 'hora del Pacífico'],
    ['en', 'Australia/Sydney', 'Australian Eastern Time'],
    ['fr', 'Europe/Paris', 'heure d’Europe centrale'],
    ['fr', 'Europe/London', 'heure locale, Royaume-Uni'],
    ['de', 'Europe/Berlin', 'Mitteleuropäische Zeit'],
    ['de', 'Europe/London', 'Ortszeit Vereinigtes Königreich'],
    ['pt', 'America/Los_Angeles', 'Horário do Pacífico'],
    ['ja', 'Asia/Tokyo', '日本標準時'],
    ['zh', 'Asia/Shanghai', '中国标准时间'],
    ['ko', 'Asia/Seoul', '한국 표준시'],
    ['en', '', ''],
  ])('%s: %s', (tag, zone, text) => {
    expect(say(tag, '{$x :zone}', { x: zone })).toMatchObject({ text, faults: [] });
  });

  it('and not at all where there is no such zone', () => {
    const { text, faults } = say('en', 'At 8 {$x :zone}', { x: 'Nowhere/Land' });
    expect([text.trim(), faults.length]).toEqual(['At 8', 1]);
  });
});

describe('a day is told as near as people think of it', () => {
  const message = '.input {$x :day zone=$zone now=$now} .match $x today {{today}} tomorrow {{tomorrow}} weekday {{on {$x}}} * {{on the date {$x}}}';
  it.each([
    ['2026-11-20T23:00:00Z', '2026-11-20T22:00:00Z', 'America/New_York', 'today'],
    ['2026-11-21T02:00:00Z', '2026-11-20T22:00:00Z', 'America/New_York', 'today'],
    ['2026-11-21T14:00:00Z', '2026-11-20T22:00:00Z', 'America/New_York', 'tomorrow'],
    ['2026-11-20T23:30:00Z', '2026-11-20T14:00:00Z', 'Asia/Tokyo', 'tomorrow'],
    ['2026-11-23T14:00:00Z', '2026-11-20T22:00:00Z', 'America/New_York', 'on Monday'],
    ['2026-11-26T14:00:00Z', '2026-11-20T22:00:00Z', 'America/New_York', 'on Thursday'],
    ['2026-11-27T14:00:00Z', '2026-11-20T22:00:00Z', 'America/New_York', 'on the date Friday, November 27'],
    ['2026-11-01T14:00:00Z', '2026-10-31T22:00:00Z', 'America/New_York', 'tomorrow'],
    ['2026-11-23T14:00:00Z', '', 'America/New_York', 'on Monday'],
  ])('%s, heard at %s in %s', (iso, now, zone, expected) => {
    expect(say('en-US', message, { x: at(iso), zone, now: now === '' ? '' : at(now) })).toEqual({ text: expected, faults: [] });
  });

  it.each([
    ['es-US', 'mañana', 'martes', 'martes, primero de diciembre', 'jueves, 3 de diciembre'],
    ['fr-FR', 'demain', 'mardi', 'mardi premier décembre', 'jeudi 3 décembre'],
    ['de-DE', 'morgen', 'Dienstag', 'Dienstag, dem 1. Dezember', 'Donnerstag, dem 3. Dezember'],
    ['pt-BR', 'amanhã', 'terça-feira', 'terça-feira, primeiro de dezembro', 'quinta-feira, 3 de dezembro'],
    ['ja-JP', '明日', '火曜日', '12月1日火曜日', '12月3日木曜日'],
    ['zh-CN', '明天', '星期二', '12月1日星期二', '12月3日星期四'],
    ['ko-KR', '내일', '화요일', '12월 1일 화요일', '12월 3일 목요일'],
  ])('in %s: tomorrow, a Tuesday, the first and the third of a month', (tag, ...days) => {
    const now = at('2026-11-22T12:00:00Z');
    const heard = ['2026-11-23', '2026-11-24', '2026-12-01', '2026-12-03'].map((day) => say(tag, '{$x :day zone=UTC now=$now}', { x: at(`${day}T14:00:00Z`), now }).text);
    expect(heard).toEqual(days);
  });

  it('can be told together with its hour', () => {
    const text = '.input {$x :day zone=$zone} .local $hour = {$x :time zone=$zone} {{{$x}, {$hour}}}';
    expect(close(say('es-US', text, { x: at('2026-11-23T14:00:00Z'), zone: 'America/New_York' }).text)).toBe('lunes,9a.m.');
  });
});

describe('a length of time is told as people say it', () => {
  it.each([
    ['en', 0, '5 seconds'], ['en', 37, '35 seconds'], ['en', 57, '55 seconds'], ['en', 58, '1 minute'], ['en', 251, '4 minutes'],
    ['en', 3_569, '59 minutes'], ['en', 3_570, '1 hour'], ['en', 5_000, '1 hour, 25 minutes'], ['en', 7_200, '2 hours'],
    ['es', 251, '4 minutos'], ['de', 60, '1 Minute'], ['ja', 251, '4分'], ['zh', 251, '4分钟'], ['ko', 251, '4분'], ['fr', 5_000, '1 heure et 25 minutes'], ['pt', 60, '1 minuto'],
  ])('%s %d s', (tag, seconds, expected) => {
    expect(say(tag, '{$x :duration}', { x: String(seconds) }).text).toBe(expected);
  });

  it.each([
    ['fr', '1 minute', '2 minutes', '5 minutes', '21 minutes', '2 heures'],
    ['de', '1 Minute', '2 Minuten', '5 Minuten', '21 Minuten', '2 Stunden'],
    ['pt', '1 minuto', '2 minutos', '5 minutos', '21 minutos', '2 horas'],
    ['ja', '1分', '2分', '5分', '21分', '2時間'],
    ['zh', '1分钟', '两分钟', '5分钟', '21分钟', '两小时'],
    ['ko', '1분', '2분', '5분', '21분', '2시간'],
  ])('in %s: 1, 2, 5 and 21 minutes, and 2 hours', (tag, ...lengths) => {
    expect([1, 2, 5, 21, 120].map((minutes) => say(tag, '{$x :duration}', { x: String(minutes * 60) }).text)).toEqual(lengths);
  });
});

describe('a place in line chooses by number, then by plural', () => {
  const message = '.input {$x :position} .match $x 0 {{next}} one {{one ahead}} * {{{$x} ahead}}';
  it.each([['en', '0', 'next'], ['en', '1', 'one ahead'], ['en', '12', '12 ahead'], ['ja', '1', '1 ahead'], ['en', '1200', '1200 ahead']])('%s %s', (tag, x, expected) => {
    expect(say(tag, message, { x })).toEqual({ text: expected, faults: [] });
  });
});

describe('a word is the name of a thing in the language spoken', () => {
  it.each([['ja', 'Japanese'], ['JA', 'Japanese'], ['pt-BR', 'Portuguese'], ['', '']])('%s is %s', (x, expected) => {
    expect(say('en', '{$x :word of=language}', { x })).toEqual({ text: expected, faults: [] });
  });

  it('that nobody wrote is said as it is, and told as a fault', () => {
    expect(say('en', '{$x :word of=language}', { x: 'tlh' })).toMatchObject({ text: 'tlh', faults: [expect.stringContaining('no word.language')] });
    expect(say('en', '{$x :word of=language else=silence}', { x: 'tlh' })).toEqual({ text: '', faults: [] });
  });
});

describe('a value that is no such thing is left out and told as a fault', () => {
  it.each([
    ['{$x :time zone=$zone}', 'soon'], ['{$x :day zone=$zone}', '-5'], ['{$x :duration}', 'Infinity'], ['{$x :position}', '1e400'], ['{$x :position}', '-1'],
    ['{$x :time zone=Nowhere}', '0'], ['{$x :day zone=$zone}', '8640000000000001'],
  ])('%s of %s', (message, x) => {
    expect(say('en', message, { x, zone: 'UTC' })).toMatchObject({ text: '', faults: [expect.any(String)] });
  });
});
