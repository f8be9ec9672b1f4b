import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, secretsOf } from './config.ts';
import type { Config } from './config.ts';
import { envExample, rules, variables } from './config/variables.ts';

const carrier = {
  PUBLIC_URL: 'https://phones.example.com/tac/',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: 'new-token,old-token',
};

function config(env: Record<string, string>): Config {
  const read = readConfig(env, () => 'made-up');
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

function problems(env: Record<string, string>): string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}

describe('a machine without an account', () => {
  it('becomes a lab that only this machine reaches, with an account of its own', () => {
    expect(config({})).toEqual({
      lab: true, samples: true, port: 3000, host: '127.0.0.1', twilio: { accountSid: 'ACmade-up', authTokens: ['made-up'] },
      dataDir: './data', flowsDir: 'flows', localesDir: 'locales', tokens: [{ role: 'admin', token: 'lab' }], logLevel: 'info', warnings: [],
    });
  });

  it('takes empty variables for unset ones', () => {
    expect(config({ TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: ' ', PORT: '', REDIS_URL: '' })).toEqual(config({}));
  });

  it('makes a new account for each start', () => {
    const [one, other] = [readConfig({}), readConfig({})];
    expect(one).toMatchObject({ config: { twilio: { accountSid: expect.stringMatching(/^AC[0-9a-f]{32}$/) as string } } });
    expect(one).not.toEqual(other);
  });

  it.each(['localhost', '127.0.0.1', '127.3.2.1', '::1', '[::1]'])('may listen on %s', (HOST) => {
    expect(config({ HOST }).host).toBe(HOST);
  });

  it('does not listen to the whole network', () => {
    expect(problems({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('HOST: without TWILIO_ACCOUNT_SID')]);
  });
});

describe('a machine with a carrier account', () => {
  it('calls out with the first token and verifies with all', () => {
    expect(config(carrier)).toMatchObject({
      lab: false, samples: false, host: '0.0.0.0', publicUrl: 'https://phones.example.com/tac',
      twilio: { accountSid: carrier.TWILIO_ACCOUNT_SID, authTokens: ['new-token', 'old-token'] }, tokens: [],
    });
  });

  it('says that the API is shut, and that a token could be guessed', () => {
    expect(config(carrier).warnings).toEqual([expect.stringContaining('API_TOKEN is not set')]);
    expect(config({ ...carrier, API_TOKEN: 'short' }).warnings).toEqual([expect.stringContaining('could be guessed')]);
  });

  it.each([
    ['only an account', { TWILIO_ACCOUNT_SID: carrier.TWILIO_ACCOUNT_SID }, ['TWILIO_AUTH_TOKEN: missing', 'PUBLIC_URL: missing']],
    ['only a token', { TWILIO_AUTH_TOKEN: 'x' }, ['TWILIO_ACCOUNT_SID: missing', 'PUBLIC_URL: missing']],
    ['only another carrier', { TWILIO_API_URL: 'https://x.example' }, ['TWILIO_ACCOUNT_SID: missing', 'TWILIO_AUTH_TOKEN: missing', 'PUBLIC_URL: missing']],
    ['an account that is none', { ...carrier, TWILIO_ACCOUNT_SID: 'SK1' }, ['TWILIO_ACCOUNT_SID: expected an account SID']],
    ['an account with a path in it', { ...carrier, TWILIO_ACCOUNT_SID: 'AC1/../x' }, ['TWILIO_ACCOUNT_SID: expected an account SID']],
    ['an empty token while rotating', { ...carrier, TWILIO_AUTH_TOKEN: 'a,,b' }, ['TWILIO_AUTH_TOKEN: expected one token']],
    ['an address without a scheme', { ...carrier, PUBLIC_URL: 'phones.example.com' }, ['PUBLIC_URL: expected an address such as']],
    ['an address with a password', { ...carrier, PUBLIC_URL: 'https://a:b@x.example' }, ['PUBLIC_URL: expected an address without a user']],
    ['an address with a query', { ...carrier, PUBLIC_URL: 'https://x.example/?a=1' }, ['PUBLIC_URL: expected an address without ?']],
    ['plain http in production', { ...carrier, NODE_ENV: 'production', PUBLIC_URL: 'http://x.example' }, ['PUBLIC_URL: expected https://']],
    ['a plain carrier in production', { ...carrier, NODE_ENV: 'production', TWILIO_API_URL: 'http://x.example' }, ['TWILIO_API_URL: expected https://']],
    ['a port that is none', { ...carrier, PORT: '65536' }, ['PORT: expected a port']],
    ['a port in words', { ...carrier, PORT: 'http' }, ['PORT: expected a port']],
    ['a store of another kind', { ...carrier, REDIS_URL: 'http://x.example' }, ['REDIS_URL: expected an address such as redis']],
    ['an unreadable store password', { ...carrier, REDIS_URL: 'redis://:%zz@x.example' }, ['REDIS_URL: expected an address such as redis']],
    ['an alarm address without a secret', { ...carrier, ALARM_URL: 'https://a.example/hook' }, ['ALARM_SECRET: missing']],
    ['an alarm secret without an address', { ...carrier, ALARM_SECRET: 'sixteen letters!' }, ['ALARM_URL: missing']],
    ['an alarm address that is none', { ...carrier, ALARM_URL: 'a.example', ALARM_SECRET: 'sixteen letters!' }, ['ALARM_URL: expected an address such as']],
    ['an alarm address with a password', { ...carrier, ALARM_URL: 'https://a:b@a.example', ALARM_SECRET: 'sixteen letters!' }, ['ALARM_URL: expected an address without a user']],
    ['plain alarms in production', { ...carrier, NODE_ENV: 'production', ALARM_URL: 'http://a.example', ALARM_SECRET: 'sixteen letters!' }, ['ALARM_URL: expected https://']],
    ['a short alarm secret', { ...carrier, ALARM_URL: 'https://a.example', ALARM_SECRET: 'short' }, ['ALARM_SECRET: expected at least 16']],
    ['an alarm secret badly copied', { ...carrier, ALARM_URL: 'https://a.example', ALARM_SECRET: 'whsec_not base64 at all' }, ['ALARM_SECRET: expected a key in base64']],
    ['a log level of its own', { ...carrier, LOG_LEVEL: 'loud' }, ['LOG_LEVEL: expected one of debug, info, warn, error, silent']],
  ])('is refused with %s', (_, env, expected) => {
    expect(problems(env)).toEqual(expected.map((text) => expect.stringContaining(text) as string));
  });

  it('tells alarms to an address that may hold a key of its own', () => {
    const alarms = { ALARM_URL: 'https://a.example/hook?sig=1', ALARM_SECRET: 'sixteen letters!' };
    expect(config({ ...carrier, ...alarms }).alarms).toEqual({ url: alarms.ALARM_URL, secret: alarms.ALARM_SECRET });
    expect(secretsOf(config({ ...carrier, ...alarms }))).toContain(alarms.ALARM_SECRET);
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])('may be tried out at %s, even in production', (PUBLIC_URL) => {
    expect(config({ ...carrier, PUBLIC_URL, NODE_ENV: 'production' }).publicUrl).toBe(PUBLIC_URL);
  });

  it('hears of all that is wrong at once', () => {
    const names = problems({ TWILIO_ACCOUNT_SID: 'x', PORT: 'x', API_TOKEN: 'root:x', LOG_LEVEL: 'x' }).map((text) => text.split(':')[0]);
    expect(names.sort()).toEqual(['API_TOKEN', 'LOG_LEVEL', 'PORT', 'PUBLIC_URL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']);
  });
});

describe('the translator', () => {
  const account = JSON.stringify({ type: 'service_account', project_id: 'a-project', private_key: '-----BEGIN', client_email: 'a@b.example', token_uri: 'https://oauth2.googleapis.com/token' });

  it.each([
    [{ TRANSLATOR: 'libretranslate', TRANSLATOR_URL: 'http://localhost:5000/' }, { provider: 'libretranslate', url: 'http://localhost:5000' }],
    [{ TRANSLATOR: 'libretranslate', TRANSLATOR_URL: 'http://translate:5000', TRANSLATOR_KEY: 'k', NODE_ENV: 'production' }, { provider: 'libretranslate', url: 'http://translate:5000', key: 'k' }],
    [{ TRANSLATOR: 'deepl', TRANSLATOR_KEY: 'k:fx' }, { provider: 'deepl', key: 'k:fx' }],
    [{ TRANSLATOR: 'azure', TRANSLATOR_KEY: 'k', TRANSLATOR_REGION: 'westeurope' }, { provider: 'azure', key: 'k', region: 'westeurope' }],
    [{ TRANSLATOR: 'amazon', TRANSLATOR_KEY_ID: 'id', TRANSLATOR_KEY: 'k', TRANSLATOR_REGION: 'eu-west-1' }, { provider: 'amazon', keyId: 'id', secret: 'k', region: 'eu-west-1' }],
    [{ TRANSLATOR: 'google', TRANSLATOR_KEY: 'ya29.x', TRANSLATOR_PROJECT: 'p' }, { provider: 'google', project: 'p', access: { token: 'ya29.x' } }],
    [{ TRANSLATOR: 'google', TRANSLATOR_KEY: account }, { provider: 'google', project: 'a-project', access: { email: 'a@b.example', privateKey: '-----BEGIN', tokenUrl: 'https://oauth2.googleapis.com/token' } }],
    [{ TRANSLATOR: 'hook', TRANSLATOR_URL: 'https://h.example/t?key=theirs', TRANSLATOR_KEY: 'sixteen letters!' }, { provider: 'hook', url: 'https://h.example/t?key=theirs', secret: 'sixteen letters!' }],
  ])('%j', (env, translator) => {
    expect(config({ ...carrier, ...env }).translator).toEqual(translator);
  });

  it.each([
    [{ TRANSLATOR: 'babel' }, ['TRANSLATOR: expected one of libretranslate, deepl, google, azure, amazon, hook']],
    [{ TRANSLATOR_KEY: 'k' }, ['TRANSLATOR: missing; TRANSLATOR_KEY is for one of']],
    [{ TRANSLATOR: 'libretranslate' }, ['TRANSLATOR_URL: missing; TRANSLATOR=libretranslate needs where']],
    [{ TRANSLATOR: 'deepl' }, ['TRANSLATOR_KEY: missing']],
    [{ TRANSLATOR: 'amazon' }, ['TRANSLATOR_KEY_ID: missing', 'TRANSLATOR_KEY: missing', 'TRANSLATOR_REGION: missing']],
    [{ TRANSLATOR: 'google', TRANSLATOR_KEY: 'ya29.x' }, ['TRANSLATOR_PROJECT: missing']],
    [{ TRANSLATOR: 'google', TRANSLATOR_KEY: '{"client_email":"x"}' }, ['TRANSLATOR_KEY: expected the key file']],
    [{ TRANSLATOR: 'google', TRANSLATOR_KEY: '{' }, ['TRANSLATOR_KEY: expected the key file']],
    [{ TRANSLATOR: 'hook', TRANSLATOR_URL: 'https://h.example', TRANSLATOR_KEY: 'short' }, ['TRANSLATOR_KEY: expected at least 16']],
    [{ TRANSLATOR: 'hook', TRANSLATOR_URL: 'https://h.example', TRANSLATOR_KEY: 'whsec_no base64' }, ['TRANSLATOR_KEY: expected a key in base64']],
    [{ TRANSLATOR: 'libretranslate', TRANSLATOR_URL: 'http://translate.example', NODE_ENV: 'production' }, ['TRANSLATOR_URL: expected https://']],
  ])('is refused with %j', (env, expected) => {
    expect(problems({ ...carrier, ...env })).toEqual(expected.map((text) => expect.stringContaining(text) as string));
  });

  it('is shown secrets that the log hides', () => {
    expect(secretsOf(config({ ...carrier, TRANSLATOR: 'google', TRANSLATOR_KEY: account }))).toContain('-----BEGIN');
    expect(secretsOf(config({ ...carrier, TRANSLATOR: 'deepl', TRANSLATOR_KEY: 'a-deepl-key' }))).toContain('a-deepl-key');
  });
});

describe('the API tokens', () => {
  it.each([
    ['s3cret', [{ role: 'admin', token: 's3cret' }]],
    ['agent:s3cret', [{ role: 'agent', token: 's3cret' }]],
    ['agent:amy:s3cret, supervisor:other ,read-only:third', [
      { role: 'agent', agent: 'amy', token: 's3cret' }, { role: 'supervisor', token: 'other' }, { role: 'read-only', token: 'third' },
    ]],
  ])('%s', (API_TOKEN, tokens) => {
    expect(config({ API_TOKEN }).tokens).toEqual(tokens);
  });

  it.each([
    ['s3cret,', 'entry 2 is empty'],
    ['admin:', 'entry 1 is empty or has an empty part'],
    ['boss:s3cret', 'entry 1 has no role that we know'],
    ['admin:amy:s3cret', 'entry 1 has too many parts'],
    ['admin:s3cret two', 'entry 1 holds a blank'],
    ['admin:s3cret,agent:s3cret', 'entry 2 repeats'],
  ])('%s is refused', (API_TOKEN, expected) => {
    expect(problems({ API_TOKEN })).toEqual([expect.stringContaining(expected)]);
  });
});

it('no message ever repeats what was written, which may be a secret in the wrong place', () => {
  for (const name of Object.keys(rules)) {
    const told = problems({ ...carrier, [name]: 'hunter2 hunter2:x?' }).join('\n');
    expect(told).not.toContain('hunter2');
  }
});

it('knows its secrets, so that the log can hide them', () => {
  const { TWILIO_AUTH_TOKEN: _, ...rest } = carrier;
  const read = config({ ...rest, TWILIO_AUTH_TOKEN: 'one,two', REDIS_URL: 'redis://:pass%21word@x.example', API_TOKEN: 'three' });
  expect(secretsOf(read)).toEqual(['one', 'two', 'three', 'pass%21word', 'pass!word']);
  expect(secretsOf(config({}))).toEqual(['made-up']);
});

describe('.env.example', () => {
  it('says what the table says (write it anew with envExample())', () => {
    expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(envExample());
  });

  it('names every variable', () => {
    expect(variables.map(({ name }) => name)).toEqual(Object.keys(rules));
  });
});
