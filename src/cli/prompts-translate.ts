// caseline prompts translate: the prompts that a language does not have yet, by the translator that is set. Each is marked machine until somebody has read it.
import { systemClock } from '../clock.ts';
import { hintFor } from '../flow/nearest.ts';
import { memoryLog } from '../log.ts';
import { withEntries } from '../prompts/entries.ts';
import { type Locale, sourceLanguage } from '../prompts/locale.ts';
import { pluralsOf, unwritten } from '../prompts/skeleton.ts';
import { type Draft, draftOf } from '../prompts/translate.ts';
import { isSameLanguage } from '../translator/codes.ts';
import { openTranslator } from '../translator/open.ts';
import type { Failed, Translator } from '../translator/translator.ts';
import type { FileFlags, Program } from './command.ts';
import { command, folders, runs } from './command.ts';
import { exits, Leave } from './exits.ts';
import { begun, fileOf, languageOf, readLocale, sourceIn, voiceHint, writeOver } from './locale-files.ts';
import { configOf } from './start.ts';
import type { Terminal } from './terminal.ts';

interface Flags extends FileFlags {
  keys?: string[];
  dryRun?: true;
}

/** Saved after each: who interrupts it loses no more than these. */
const BATCH = 10;
const TRIES_MAX = 4;
const AGAIN_MS = 2_000;
const CONTEXT = 'Words spoken to callers on the telephone line of a technical support centre: polite, short, easy to understand.';

export function translateCommand(program: Program) {
  const { terminal } = program;
  const made = command('translate', 'Fills a language by the translator that is set: what is missing, or marked TBD. A new one is begun.', ['prompts translate it --dry-run', 'prompts translate it', 'prompts translate fr --keys "hold.*" care.connecting'])
    .argument('<language>', 'a tag such as it or pt-PT').option('--locales <dir>', 'the folder of the prompts (default: LOCALES_DIR, or locales)')
    .option('--flows <dir>', 'the folder of the centre file, which says what is never translated (default: FLOWS_DIR, or flows)')
    .option('--keys <keys...>', 'only these prompts, such as hold.position or hold.*; those marked machine are done anew')
    .option('--dry-run', 'only say which would be sent')
    .addHelpText('after', '\nIt goes on where it was interrupted, and never touches what somebody has written or read. Set TRANSLATOR and what it needs: docs/translation.md.');
  return runs(made, program, async (wanted: string, flags: Flags) => {
    const language = languageOf(wanted);
    if (isSameLanguage(language, sourceLanguage)) throw new Leave(exits.usage, `${language} is what is translated from; expected another language`);
    const { localesDir: dir } = folders(flags, terminal);
    const source = await sourceIn(dir);
    const there = await readLocale(dir, language);
    const drafts = todo(source, there?.locale, flags.keys).map((message) => draftOf(message, pluralsOf(language)));
    const characters = drafts.flatMap(({ texts }) => texts).join('').length;
    if (flags.dryRun) {
      for (const { key } of drafts) terminal.out(key);
      terminal.tell(`${drafts.length} prompts with ${characters} characters would be sent.`);
      return exits.ok;
    }
    const translator = await translatorOf(terminal, flags);
    const left = await fill(terminal, translator, { file: fileOf(dir, language), text: there?.text ?? begun(source, language), language, drafts });
    terminal.out(fileOf(dir, language));
    terminal.tell(`${drafts.length - left.length} prompts are written, each marked machine until somebody who speaks ${language} has read it${left.length === 0 ? '' : `; left to write by hand: ${left.join(', ')}`}.`);
    terminal.tell(`The names of star and pound are yours to write. Then run: caseline prompts check${voiceHint(language)}`);
    return left.length === 0 ? exits.ok : exits.failed;
  });
}

/** Never what somebody has written; what a program wrote only where it is asked for by name. */
function todo(source: Locale, there: Locale | undefined, keys: readonly string[] | undefined) {
  const named = keys === undefined ? undefined : new Set(keys.flatMap((key) => keysLike(source, key)));
  return [...source.messages.values()].filter(({ key }) => {
    const now = there?.messages.get(key);
    const isOpen = now === undefined || now.text.includes(unwritten);
    return named === undefined ? isOpen : named.has(key) && (isOpen || now.state === 'machine');
  });
}

function keysLike({ messages }: Locale, wanted: string): string[] {
  const group = wanted.endsWith('.*') ? wanted.slice(0, -1) : undefined;
  const found = [...messages.keys()].filter((key) => key === wanted || (group !== undefined && key.startsWith(group)));
  if (found.length > 0) return found;
  const { hint } = hintFor(wanted, [...messages.keys()]);
  throw new Leave(exits.usage, `there is no prompt '${wanted}'${hint === undefined ? '' : ` — ${hint}`}`);
}

async function translatorOf(terminal: Terminal, flags: Flags): Promise<Translator> {
  const { translator } = configOf(terminal);
  if (!translator) throw new Leave(exits.usage, 'no translator is set: set TRANSLATOR and what it needs (docs/translation.md), such as TRANSLATOR=libretranslate TRANSLATOR_URL=http://localhost:5000');
  const { loadCentre } = await import('../centre/load.ts');
  const centre = await loadCentre(folders(flags, terminal).flowsDir).catch(() => undefined);
  const words = centre?.ok ? centre.centre.translation.keep : [];
  return openTranslator(translator, { clock: systemClock, log: memoryLog(), words: () => words });
}

interface Filling {
  file: string;
  text: string;
  language: string;
  drafts: readonly Draft[];
}

/** The keys of those that are left. */
async function fill(terminal: Terminal, translator: Translator, { file, text, language, drafts }: Filling): Promise<string[]> {
  const left: string[] = [];
  let now = text;
  await writeOver(file, now);
  for (let at = 0; at < drafts.length; at += BATCH) {
    const batch = drafts.slice(at, at + BATCH);
    const written = await writtenOf(translator, batch, language);
    const texts = new Map(batch.flatMap(({ key }, index): [string, string][] => (written[index] === undefined ? [] : [[key, written[index]]])));
    left.push(...batch.map(({ key }) => key).filter((key) => !texts.has(key)));
    now = withEntries(now, texts, 'machine');
    await writeOver(file, now);
    terminal.tell(`${Math.min(drafts.length, at + BATCH)} of ${drafts.length}`);
  }
  return left;
}

/** Where a batch is refused for its words, each goes alone: one that cannot be translated takes none of the others along. */
async function writtenOf(translator: Translator, batch: readonly Draft[], language: string): Promise<(string | undefined)[]> {
  const answer = await asked(translator, batch.flatMap(({ texts }) => texts), language);
  if (answer.ok) {
    const rest = [...answer.texts];
    return batch.map(({ texts, written }) => written(rest.splice(0, texts.length)));
  }
  if (!OF_THE_WORDS.has(answer.why)) throw new Leave(exits.upstream, `the translator gave up (${answer.why}); what was translated is written. Run it again to go on`);
  if (batch.length === 1) return [undefined];
  const each: (string | undefined)[] = [];
  for (const draft of batch) each.push(...(await writtenOf(translator, [draft], language)));
  return each;
}

const OF_THE_WORDS: ReadonlySet<Failed['why']> = new Set(['marks', 'count', 'garbled', 'too-long']);

async function asked(translator: Translator, texts: readonly string[], language: string): ReturnType<Translator['translate']> {
  for (let tries = 1; ; tries++) {
    const answer = await translator.translate({ texts, from: sourceLanguage, to: language, format: 'text', context: CONTEXT });
    if (answer.ok || !answer.again || tries === TRIES_MAX) return answer;
    await new Promise<void>((done) => systemClock.after(answer.afterMs ?? AGAIN_MS * 2 ** tries, done));
  }
}
