// caseline prompts: the words in each language, what is wrong with them and what nobody has read yet; and a new language begun, or translated.
import { promptValues } from '../call/values.ts';
import { loadPrompts } from '../prompts/load.ts';
import type { Locale } from '../prompts/locale.ts';
import { voices } from '../twilio/voices.ts';
import { problemText } from './check.ts';
import type { FileFlags, Program } from './command.ts';
import { command, folders, runs } from './command.ts';
import { exits } from './exits.ts';
import { begun, fileOf, languageOf, sourceIn, voiceHint, writeNew } from './locale-files.ts';
import { translateCommand } from './prompts-translate.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

export function promptsCommand(program: Program) {
  return command('prompts', 'The words that callers and staff hear, in each language.', ['prompts check', 'prompts add it', 'prompts translate it'])
    .addCommand(checkCommand(program), { isDefault: true })
    .addCommand(addCommand(program))
    .addCommand(translateCommand(program));
}

const withLocales = (made: ReturnType<typeof command>) => made.option('--locales <dir>', 'the folder of the prompts (default: LOCALES_DIR, or locales)');

function checkCommand(program: Program) {
  const { terminal } = program;
  const made = withLocales(command('check', 'Holds the languages against English: the same keys and values, nothing left in English, nothing too long to listen to.', ['prompts check', 'prompts check --json | jq .languages']))
    .option('--json', 'the findings as JSON')
    .addHelpText('after', '\nUNREAD counts the prompts marked machine: written by a program and not yet read by somebody who speaks the language. Exit 3 when something is wrong.');
  return runs(made, program, async (flags: FileFlags & { json?: true }) => {
    const loaded = await loadPrompts(folders(flags, terminal).localesDir, { voices: Object.keys(voices), values: promptValues });
    const problems = loaded.ok ? loaded.warnings : loaded.problems;
    const languages = loaded.ok ? loaded.locales.map(counted) : [];
    if (flags.json) terminal.out(JSON.stringify({ ok: loaded.ok, problems, languages }, null, 2));
    else {
      for (const problem of problems) terminal.out(problemText(terminal, problem));
      if (loaded.ok) terminal.out(table(['LANGUAGE', 'NAME', 'PROMPTS', 'UNREAD'], languages.map(({ language, name, prompts, unread }) => [language, name, String(prompts), String(unread)])));
      else terminal.tell(paint(terminal, 'red', `${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}: a reload would refuse these words.`));
    }
    return loaded.ok ? exits.ok : exits.invalid;
  });
}

const counted = ({ language, name, messages }: Locale) => ({ language, name, prompts: messages.size, unread: [...messages.values()].filter(({ state }) => state === 'machine').length });

function addCommand(program: Program) {
  const { terminal } = program;
  const made = withLocales(command('add', 'Begins a new language: a file with every prompt, its values and the plurals of the language, to be written over.', ['prompts add it', 'prompts add pt-PT --locales my-locales']))
    .argument('<language>', 'a tag such as it or pt-PT')
    .addHelpText('after', '\nEach prompt begins with TBD and the English; until all are written, check refuses the folder, and a reload keeps the words in force.');
  return runs(made, program, async (wanted: string, flags: FileFlags) => {
    const language = languageOf(wanted);
    const dir = folders(flags, terminal).localesDir;
    const file = fileOf(dir, language);
    await writeNew(file, begun(await sourceIn(dir), language));
    terminal.out(file);
    terminal.tell(`Write over each TBD, then run: caseline prompts check${voiceHint(language)}`);
    return exits.ok;
  });
}
