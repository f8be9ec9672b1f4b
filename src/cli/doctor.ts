// caseline doctor: whether callers would be answered, what stands in the way, and what it can put right by itself.
import { writeFile } from 'node:fs/promises';
import type { Centre } from '../centre/centre.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { firstOnDuty } from '../duty/ladder.ts';
import { whenText } from '../duty/moment.ts';
import type { TwilioCarrier } from '../twilio/provider.ts';
import type { Folders } from '../files.ts';
import type { FileFlags, Program } from './command.ts';
import { command, folders, runs, withFiles } from './command.ts';
import type { Wanted } from './doctor/carrier.ts';
import type { Finding } from './doctor/finding.ts';
import { fail, findingText, fine, verdict } from './doctor/finding.ts';
import { exits, Leave } from './exits.ts';
import { configOf } from './start.ts';
import type { Terminal } from './terminal.ts';

interface Flags extends FileFlags {
  fix?: true;
  dryRun?: true;
  ring?: string;
  fallback?: string;
  fallbackUrl?: string;
  alarm?: true;
  json?: true;
}

export function doctorCommand(program: Program) {
  const { terminal } = program;
  const made = withFiles(command('doctor', 'Says whether callers would be answered, and what to do.', [
    'doctor', 'doctor --fix --dry-run', 'doctor --fallback fallback.xml', 'doctor --fix --fallback-url https://files.example.com/fallback.xml', 'doctor --ring +12025550123', 'doctor --alarm',
  ]))
    .option('--fix', 'set the addresses of each line at the carrier')
    .option('--dry-run', 'with --fix: only say what would be set')
    .option('--ring <number>', 'ring this number, from the first line, and say that it works')
    .option('--fallback <file>', 'write the document that callers hear while this service is down')
    .option('--fallback-url <url>', 'where that document lies')
    .option('--alarm', 'send a test alarm to ALARM_URL')
    .option('--json', 'the findings as JSON');
  return runs(made, program, async (flags: Flags) => {
    const config = configOf(terminal);
    const files = folders(flags, terminal);
    const findings = await examine(config, files, flags, terminal);
    if (flags.json) terminal.out(JSON.stringify({ ok: findings.every(({ state }) => state !== 'fail'), findings }, null, 2));
    else {
      for (const finding of findings) terminal.out(findingText(terminal, finding));
      terminal.tell(verdict(findings));
    }
    return findings.some(({ state }) => state === 'fail') ? exits.failed : exits.ok;
  });
}

async function examine(config: Config, files: Folders, flags: Flags, terminal: Terminal): Promise<Finding[]> {
  const own = await import('./doctor/own.ts');
  const findings = [...own.configFindings(config), ...(await own.filesFindings(files)), ...(await own.storeFindings(config)), ...(await own.reachFindings(config))];
  const centre = await centreOf(files);
  const languages = [...new Set((centre?.lines ?? []).flatMap((line) => line.languages))];
  findings.push(...(await (await import('./doctor/translator.ts')).translatorFindings(config, languages)));
  if (flags.alarm) findings.push(await (await import('./doctor/alarm.ts')).alarmFinding(config, centre?.name ?? '', systemClock.now()));
  if (flags.fallback !== undefined) findings.push(await writeFallback(flags.fallback, centre, files));
  if (config.lab) {
    if (flags.fix || flags.ring !== undefined) throw new Leave(exits.usage, '--fix and --ring need a carrier account: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and PUBLIC_URL');
    return findings;
  }
  if (!centre) return findings;
  const carrier = await openCarrier(config);
  try {
    findings.push(...(await atCarrier(carrier, centre, config, flags, terminal)));
    if (flags.ring !== undefined) findings.push(await ring(carrier, centre, flags.ring));
  } finally {
    await carrier.close();
  }
  return findings;
}

async function centreOf({ flowsDir }: Folders): Promise<Centre | undefined> {
  const { loadCentre } = await import('../centre/load.ts');
  const loaded = await loadCentre(flowsDir);
  return loaded.ok ? loaded.centre : undefined;
}

async function openCarrier({ twilio }: Config): Promise<TwilioCarrier> {
  const [{ createTwilio }, { memoryLog }] = await Promise.all([import('../twilio/provider.ts'), import('../log.ts')]);
  return createTwilio({ accountSid: twilio.accountSid, authToken: twilio.authTokens[0], ...(twilio.apiUrl !== undefined && { apiUrl: twilio.apiUrl }), log: memoryLog() });
}

async function atCarrier(carrier: TwilioCarrier, centre: Centre, { publicUrl = '' }: Config, flags: Flags, terminal: Terminal): Promise<Finding[]> {
  const [{ carrierFindings }, { urls }] = await Promise.all([import('./doctor/carrier.ts'), import('../twilio/paths.ts')]);
  const addresses = urls(publicUrl);
  const wanted: Wanted = { voiceUrl: addresses.incoming, statusUrl: addresses.line, ...(flags.fallbackUrl !== undefined && { fallbackUrl: flags.fallbackUrl }) };
  const before = await carrierFindings(carrier, centre, wanted);
  if (!flags.fix || before.changes.length === 0) return before.findings;
  for (const { sid, number, urls: set } of before.changes) {
    terminal.tell(`${flags.dryRun ? 'Would set' : 'Setting'} ${number}: voice ${set.voiceUrl}, status ${set.statusUrl}, fallback ${set.fallbackUrl || 'none'}`);
    const done = flags.dryRun ? undefined : await carrier.setNumber(sid, set);
    if (done && !done.ok) terminal.tell(`${number} could not be set: ${done.why}${done.code === undefined ? '' : ` (${done.code})`}`);
  }
  return flags.dryRun ? before.findings : (await carrierFindings(carrier, centre, wanted)).findings;
}

async function ring(carrier: TwilioCarrier, centre: Centre, to: string): Promise<Finding> {
  const { readPhone } = await import('../phone/number.ts');
  const read = readPhone(to);
  const from = centre.lines[0]?.number;
  if (!read.ok || from === undefined) throw new Leave(exits.usage, `--ring ${to}: expected a phone number with its country, such as +12025550123`);
  const speech = { text: 'This is Caseline. If you can hear this, outgoing calls work.', language: 'en-US' };
  const rung = await carrier.testCall({ to: read.number, from, speech });
  return rung.ok ? fine('ring', `${read.number} is being rung from ${from}`) : fail('ring', `the carrier did not ring ${read.number} (${rung.why}${rung.code === undefined ? '' : `, code ${rung.code}`})`, 'see the geo permissions and the caller id in the console');
}

/** The file needs nothing of ours: that is its point. */
async function writeFallback(file: string, centre: Centre | undefined, { localesDir }: Folders): Promise<Finding> {
  const [{ loadPrompts }, { createPrompts }, { voices }, { fallbackDocument, fallbackLanguages }] = await Promise.all([
    import('../prompts/load.ts'), import('../prompts/prompts.ts'), import('../twilio/voices.ts'), import('../twilio/fallback.ts'),
  ]);
  const prompts = await loadPrompts(localesDir);
  if (!centre || !prompts.ok) return fail('fallback', 'cannot be written while the files have mistakes', 'run: caseline check');
  const spoken = createPrompts(prompts.locales, { voices });
  const languages = fallbackLanguages(centre.lines);
  const duty = firstOnDuty(centre, systemClock.now());
  const words = (key: string) => languages.map((language) => spoken.speak(key, {}, language));
  await writeFile(file, fallbackDocument({ apology: words('trouble.person'), again: words('trouble.sorry'), ...(duty && { duty: duty.phone, callerId: duty.callerId }) }));
  if (!duty) return fail('fallback', `${file} is written, but rings nobody: no region has somebody on duty with a phone`, 'name them under duty: in flows/centre.yaml');
  return fine('fallback', `${file} is written: it apologises in ${languages.join(', ')} and rings ${duty.id}${duty.until === undefined ? '' : `, on duty until ${whenText(duty.zone, duty.until)} (${duty.zone}): write it again then`}`);
}
