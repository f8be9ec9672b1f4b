// What the doctor finds at the carrier: the account, each line's addresses, and where it may call.
import { type Centre, numbersOf } from '../../centre/centre.ts';
import type { Admin, Answer, CallingPermission, IncomingNumber, NumberUrls, Sender } from '../../twilio/admin.ts';
import type { Finding } from './finding.ts';
import { fail, fine, warn } from './finding.ts';

export interface Wanted {
  voiceUrl: string;
  statusUrl: string;
  /** Where the document of last resort lies; absent: only looked whether there is one. */
  fallbackUrl?: string;
}

export async function carrierFindings(admin: Admin, centre: Centre, wanted: Wanted): Promise<{ findings: Finding[]; changes: Change[] }> {
  const account = await admin.account();
  if (!account.ok) return { findings: [accountTrouble(account)], changes: [] };
  const [numbers, countries] = await Promise.all([admin.numbers(), countriesFindings(admin, centre)]);
  if (!numbers.ok) return { findings: [accountTrouble(numbers)], changes: [] };
  const lines = numbersOf(centre).map((number) => ({ number, has: numbers.value.find((one) => one.number === number) }));
  const senders = await Promise.all([...new Set(Object.values(centre.regions).map(({ callerId }) => callerId))].map(async (callerId) => senderFinding(callerId, await admin.sender(callerId))));
  return {
    findings: [
      accountFinding(account.value),
      fine('calls per second', `the centre dials ${centre.settings.callsPerSecond} a second; see that the account allows it`),
      ...lines.flatMap(({ number, has }) => lineFindings(number, has, wanted)),
      ...senders,
      ...countries,
    ],
    changes: lines.flatMap(({ has }) => (has ? changeOf(has, wanted) : [])),
  };
}

function accountTrouble(answer: Extract<Answer<unknown>, { ok: false }>): Finding {
  if (answer.why === 'unauthorized') return fail('account', 'the carrier does not accept the account id and token', 'copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN again from the console');
  return fail('account', `the carrier did not answer (${answer.why}${answer.code === undefined ? '' : `, code ${answer.code}`})`, 'see that this machine may reach the carrier, and its status page');
}

export function accountFinding({ status, type }: { status: string; type: string }): Finding {
  if (status !== 'active') return fail('account', `is ${status}`, 'see the carrier’s console, usually billing');
  if (/trial/i.test(type)) return warn('account', 'is a trial: it calls verified numbers only and speaks a notice first', 'upgrade it before customers call');
  return fine('account', 'is active');
}

/** A change of one number that `--fix` would make. */
export interface Change {
  sid: string;
  number: string;
  urls: NumberUrls;
}

/** Addresses carry what only the carrier reads after a #; a fallback that is set is not taken away. */
export function changeOf(has: IncomingNumber, wanted: Wanted): Change[] {
  const urls = { voiceUrl: wanted.voiceUrl, statusUrl: wanted.statusUrl, fallbackUrl: wanted.fallbackUrl ?? has.fallbackUrl };
  const same = has.voiceUrl === urls.voiceUrl && has.statusUrl === urls.statusUrl && has.fallbackUrl === urls.fallbackUrl && has.application === '' && isPost(has);
  return same ? [] : [{ sid: has.sid, number: has.number, urls }];
}

const isPost = ({ voiceMethod }: IncomingNumber): boolean => voiceMethod === '' || voiceMethod.toUpperCase() === 'POST';
const FIX = 'run: caseline doctor --fix';

export function lineFindings(number: string, has: IncomingNumber | undefined, wanted: Wanted): Finding[] {
  if (!has) return [fail(number, 'is a line of the centre, but no number of this account', 'buy or port it, or correct flows/centre.yaml')];
  const findings = [
    ...(has.voice ? [] : [fail(number, 'cannot take calls', 'choose a number with voice')]),
    ...(has.application === '' ? [] : [fail(number, 'is answered by a TwiML application, not by its own addresses', FIX)]),
    ...(isPost(has) ? [] : [fail(number, `asks with ${has.voiceMethod}, expected POST`, FIX)]),
    ...(has.voiceUrl === wanted.voiceUrl ? [] : [fail(number, `asks ${has.voiceUrl || 'nobody'} what to do, expected ${wanted.voiceUrl}`, FIX)]),
    ...(has.statusUrl === wanted.statusUrl ? [] : [fail(number, `tells ${has.statusUrl || 'nobody'} when calls end, expected ${wanted.statusUrl}`, FIX)]),
    ...fallbackFindings(number, has, wanted),
  ];
  return findings.length === 0 ? [fine(number, 'asks this service, and has a fallback')] : findings;
}

function fallbackFindings(number: string, { fallbackUrl }: IncomingNumber, wanted: Wanted): Finding[] {
  if (wanted.fallbackUrl !== undefined && fallbackUrl !== wanted.fallbackUrl) return [warn(number, `falls back on ${fallbackUrl || 'nothing'}, expected ${wanted.fallbackUrl}`, FIX)];
  if (fallbackUrl !== '') return [];
  return [warn(number, 'has no fallback: while this service is down, callers hear an error', 'run: caseline doctor --fallback fallback.xml; put the file where our own servers are not; then --fix --fallback-url ADDRESS')];
}

export function senderFinding(callerId: string, answer: Answer<Sender>): Finding {
  const about = `texts from ${callerId}`;
  if (!answer.ok) return warn(about, `could not be looked up (${answer.why})`, 'try again later');
  if (answer.value.usable) return fine(about, 'can be sent');
  const why = { 'not-ours': 'the number is not of this account', 'no-sms': 'the number cannot send texts', 'no-numbers': 'the messaging service has no numbers' }[answer.value.why];
  return warn(about, `cannot be sent: ${why}`, 'engineers and duty managers get no texts from this region; choose a number with SMS as its caller-id');
}

/** The countries of the agents' phones and of the duty: where our own calls go. */
async function countriesFindings(admin: Admin, centre: Centre): Promise<Finding[]> {
  const { readPhone } = await import('../../phone/number.ts');
  const countries = new Set(centre.agents.flatMap(({ phone }) => {
    const read = phone === undefined ? undefined : readPhone(phone);
    return read?.ok && read.country !== undefined ? [read.country] : [];
  }));
  return Promise.all([...countries].sort().map(async (country) => countryFinding(country, await admin.mayCall(country))));
}

export function countryFinding(country: string, answer: Answer<CallingPermission>): Finding {
  const about = `calls to ${country}`;
  if (!answer.ok) return warn(about, `could not be looked up (${answer.why})`, 'see the geo permissions in the console');
  if (!answer.value.ordinary) return fail(about, 'are not allowed for this account: agents there would never ring', 'allow them: Voice, Geo permissions, in the console');
  if (answer.value.tollFraud) return warn(about, 'are allowed also to numbers known for toll fraud', 'forbid those: Voice, Geo permissions, in the console');
  return fine(about, 'are allowed');
}
