import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testTerminal } from '../../../test/support/terminal.ts';
import { loadCentre } from '../../centre/load.ts';
import { systemClock } from '../../clock.ts';
import { createLab } from '../../lab/lab.ts';
import type { Admin, IncomingNumber } from '../../twilio/admin.ts';
import { runProgram } from '../program.ts';
import { accountFinding, carrierFindings, changeOf, countryFinding, lineFindings, senderFinding } from './carrier.ts';
import type { Finding } from './finding.ts';
import { fail, findingText, fine, verdict, warn } from './finding.ts';
import { checkedFindings, reachFindings } from './own.ts';

const wanted = { voiceUrl: 'https://p.example.com/voice', statusUrl: 'https://p.example.com/voice/status' };
const right: IncomingNumber = { sid: 'PN1', number: '+18885550100', ...wanted, voiceMethod: 'POST', fallbackUrl: 'https://f.example.com/f.xml', application: '', voice: true, sms: true };

describe('a number at the carrier', () => {
  it.each<[string, Partial<IncomingNumber> | undefined, Finding['state'], string]>([
    ['as it should be', {}, 'ok', 'asks this service'],
    ['that is not ours', undefined, 'fail', 'no number of this account'],
    ['that asks somebody else', { voiceUrl: 'https://demo.example.com/' }, 'fail', 'asks https://demo.example.com/'],
    ['that asks nobody', { voiceUrl: '' }, 'fail', 'asks nobody'],
    ['that asks by GET', { voiceMethod: 'GET' }, 'fail', 'asks with GET'],
    ['with another status address', { statusUrl: '' }, 'fail', 'tells nobody when calls end'],
    ['behind an application', { application: 'AP1' }, 'fail', 'TwiML application'],
    ['without voice', { voice: false }, 'fail', 'cannot take calls'],
    ['without a fallback', { fallbackUrl: '' }, 'warn', 'has no fallback'],
  ])('%s', (_name, fields, state, part) => {
    const [finding] = lineFindings('+18885550100', fields && { ...right, ...fields }, wanted);
    expect(finding).toMatchObject({ state });
    expect(finding?.say).toContain(part);
    if (state !== 'ok') expect(finding?.todo).toBeTruthy();
  });

  it('is changed only where it is wrong, and keeps a fallback that it has', () => {
    expect(changeOf(right, wanted)).toEqual([]);
    expect(changeOf({ ...right, voiceMethod: '' }, wanted)).toEqual([]);
    const urls = { ...wanted, fallbackUrl: right.fallbackUrl };
    expect(changeOf({ ...right, voiceUrl: 'x' }, wanted)).toEqual([{ sid: 'PN1', number: right.number, urls }]);
    expect(changeOf({ ...right, application: 'AP1' }, wanted)).toHaveLength(1);
    expect(changeOf(right, { ...wanted, fallbackUrl: 'https://new.example.com' })[0]?.urls.fallbackUrl).toBe('https://new.example.com');
  });
});

describe('the account', () => {
  it.each([
    [{ status: 'active', type: 'Full' }, 'ok'],
    [{ status: 'active', type: 'Trial' }, 'warn'],
    [{ status: 'suspended', type: 'Full' }, 'fail'],
  ])('%j is %s', (account, state) => expect(accountFinding(account).state).toBe(state));

  it.each([
    [{ ok: true, value: { ordinary: true, special: false, tollFraud: false } }, 'ok'],
    [{ ok: true, value: { ordinary: true, special: false, tollFraud: true } }, 'warn'],
    [{ ok: true, value: { ordinary: false, special: false, tollFraud: false } }, 'fail'],
    [{ ok: false, why: 'no-answer' }, 'warn'],
  ] as const)('calls to a country with %j: %s', (answer, state) => expect(countryFinding('US', answer).state).toBe(state));

  it.each([
    [{ ok: true, value: { usable: true } }, 'ok'],
    [{ ok: true, value: { usable: false, why: 'no-sms' } }, 'warn'],
    [{ ok: false, why: 'refused' }, 'warn'],
  ] as const)('texts with %j: %s', (answer, state) => expect(senderFinding('+14085550100', answer).state).toBe(state));

  const admin: Admin = {
    account: () => Promise.resolve({ ok: true, value: { status: 'active', type: 'Full' } }),
    numbers: () => Promise.resolve({ ok: true, value: [{ ...right, voiceUrl: 'https://old.example.com' }] }),
    setNumber: () => Promise.resolve({ ok: true, value: 'done' }),
    sender: () => Promise.resolve({ ok: true, value: { usable: true } }),
    mayCall: () => Promise.resolve({ ok: true, value: { ordinary: true, special: false, tollFraud: false } }),
    testCall: () => Promise.resolve({ ok: true, value: { sid: 'CA1' } }),
  };
  const sample = async () => {
    const loaded = await loadCentre('flows');
    if (!loaded.ok) throw new Error('the sample centre does not load');
    return loaded.centre;
  };

  it('is looked at line by line, and says what it would change', async () => {
    const { findings, changes } = await carrierFindings(admin, await sample(), wanted);
    expect(changes).toEqual([expect.objectContaining({ number: '+18885550100' })]);
    expect(findings.filter(({ state }) => state === 'fail').map(({ about }) => about)).toEqual(['+18885550100', '+14085550100', '+442079460100', '+61255500100', '+13125550199']);
    expect(findings).toContainEqual(fine('calls to US', 'are allowed'));
  });

  it('is not looked at further when it does not let us in', async () => {
    const { findings, changes } = await carrierFindings({ ...admin, account: () => Promise.resolve({ ok: false, why: 'unauthorized' }) }, await sample(), wanted);
    expect(findings).toMatchObject([{ about: 'account', state: 'fail' }]);
    expect(changes).toEqual([]);
  });
});

describe('our own side', () => {
  it.each<[number, string, Finding['state'], string]>([
    [403, 'the signature does not verify', 'ok', 'refuses unsigned'],
    [403, 'Forbidden by the proxy', 'fail', 'with 403, expected our 403'],
    [302, '', 'fail', 'with 302'],
    [200, '<Response/>', 'fail', 'with 200'],
  ])('answered by %d %s is %s', async (status, body, state, part) => {
    const server = createServer((_request, response) => void response.writeHead(status).end(body));
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    const [finding] = await reachFindings({ publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    expect(finding).toMatchObject({ state });
    expect(finding?.say).toContain(part);
  });

  it('is not reached where nothing listens', async () => {
    expect(await reachFindings({ publicUrl: 'http://127.0.0.1:9' })).toMatchObject([{ state: 'fail' }]);
    expect(await reachFindings({})).toEqual([]);
  });

  it('has files with mistakes, with warnings or with neither', () => {
    const problem = { file: 'a', line: 1, column: 1, message: 'x' };
    expect(checkedFindings({ ok: false, problems: [problem] })).toMatchObject([{ state: 'fail', todo: 'run: caseline check' }]);
    expect(checkedFindings({ ok: true, problems: [{ ...problem, level: 'warning' }] })).toMatchObject([{ state: 'warn' }]);
    expect(checkedFindings({ ok: true, problems: [] })).toMatchObject([{ state: 'ok' }]);
  });
});

describe('what the doctor says', () => {
  it('has a mark, a place, a sentence and something to do', () => {
    expect(findingText({ colour: false }, fine('store', 'can be written'))).toBe('✓ ok    store: can be written');
    expect(findingText({ colour: false }, fail('+1', 'is not ours', 'buy it'))).toBe('✗ FAIL  +1: is not ours\n        → buy it');
  });

  it.each([
    [[fine('a', 'b')], 'All is well.'],
    [[fine('a', 'b'), warn('a', 'b', 'c')], 'Callers would be answered; 1 of 2 findings are worth a look.'],
    [[fail('a', 'b', 'c'), warn('a', 'b', 'c')], '1 of 2 findings would cost callers. Start with the first.'],
  ])('%o', (findings, text) => expect(verdict(findings)).toBe(text));
});

describe('caseline doctor', () => {
  it('looks at a lab, writes the fallback, and leaves with JSON', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'caseline-doctor-'));
    const terminal = testTerminal({ env: { DATA_DIR: join(dir, 'data') } });
    const exit = await runProgram(['doctor', '--json', '--fallback', join(dir, 'fallback.xml')], terminal);
    const { ok, findings } = JSON.parse(terminal.stdout) as { ok: boolean; findings: Finding[] };
    expect(exit).toBe(ok ? 0 : 1);
    expect(findings.map(({ about }) => about)).toEqual(['configuration', 'files', 'store', 'fallback']);
    expect(findings.find(({ about }) => about === 'fallback')).toMatchObject({ state: 'ok', say: expect.stringMatching(/rings \w+, on duty until \w{3} [\d-]+ 09:00 \(America\/Los_Angeles\): write it again then$/) as string });
    expect(await readFile(join(dir, 'fallback.xml'), 'utf8')).toMatch(/<Response><Say[^]*<Dial[^]*\+1202555/);
    await rm(dir, { recursive: true });
  });

  it('fixes nothing without an account', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'caseline-doctor-'));
    const terminal = testTerminal({ env: { DATA_DIR: dir } });
    expect(await runProgram(['doctor', '--fix'], terminal)).toBe(2);
    expect(terminal.stderr).toContain('need a carrier account');
    await rm(dir, { recursive: true });
  });

  it('finds what is wrong at the carrier, sets it right when asked, and finds nothing then', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'caseline-doctor-'));
    const lab = createLab({ clock: systemClock, accountSid: 'AClab', authToken: 'secret', numbers: [{ number: '+18885550100', voiceUrl: 'https://old.example.com/voice' }] });
    const { url, close } = await open(lab);
    const env = { DATA_DIR: dir, TWILIO_ACCOUNT_SID: 'AClab', TWILIO_AUTH_TOKEN: 'secret', TWILIO_API_URL: url, PUBLIC_URL: 'http://127.0.0.1:9', API_TOKEN: 'a-token-of-good-length' };
    const examine = async (...args: string[]) => {
      const terminal = testTerminal({ env });
      await runProgram(['doctor', '--json', ...args], terminal);
      const { findings } = JSON.parse(terminal.stdout) as { findings: Finding[] };
      return { line: findings.find(({ about }) => about === '+18885550100'), findings, said: terminal.stderr };
    };
    expect((await examine()).line).toMatchObject({ state: 'fail', todo: 'run: caseline doctor --fix' });
    const dry = await examine('--fix', '--dry-run');
    expect(dry.said).toContain('Would set +18885550100: voice http://127.0.0.1:9/voice');
    expect(lab.numbers()[0]?.voiceUrl).toBe('https://old.example.com/voice');
    const fixed = await examine('--fix', '--fallback-url', 'https://files.example.com/fallback.xml');
    expect(fixed.line).toEqual(fine('+18885550100', 'asks this service, and has a fallback'));
    expect(lab.numbers()[0]?.voiceUrl).toMatch(/^http:\/\/127\.0\.0\.1:9\/voice(#|$)/);
    expect((await examine()).line).toMatchObject({ state: 'ok' });
    expect(fixed.findings.find(({ about }) => about === 'PUBLIC_URL')).toMatchObject({ state: 'fail' });
    const rung = await examine('--ring', '+12025550123');
    expect(rung.findings.find(({ about }) => about === 'ring')).toMatchObject({ state: 'ok' });
    expect(lab.calls()[0]).toMatchObject({ to: '+12025550123', from: '+18885550100' });
    await close();
    await rm(dir, { recursive: true });
  });
});

async function open(lab: ReturnType<typeof createLab>): Promise<{ url: string; close: () => Promise<void> }> {
  const listening = await lab.listen(0);
  return { url: listening.url, close: () => listening.close() };
}
