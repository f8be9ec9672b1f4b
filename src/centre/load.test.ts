import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCentre } from './load.ts';

const shipped = new URL('../../flows', import.meta.url).pathname;

describe('the sample centre', () => {
  it('is sound, without as much as a warning', async () => {
    expect(await loadCentre(shipped)).toMatchObject({ ok: true, problems: [] });
  });

  it('answers the numbers, and has the teams, that people and checks depend on', async () => {
    const loaded = await loadCentre(shipped);
    if (!loaded.ok) throw new Error('the sample centre is not sound');
    const { centre, cases } = loaded;
    expect(centre.lines.map(({ number }) => number)).toEqual(['+18885550100', '+14085550100', '+442079460100', '+61255500100']);
    expect(centre.staffLine).toBe('+13125550199');
    expect(Object.keys(centre.teams)).toEqual(['customer-care', 'engineers', 'experts', 'escalation-managers', 'sirt', 'logistics']);
    expect(Object.keys(centre.demands)).toEqual(['care', 'interpreted', 'interpreters', 'network-down', 'engineer', 'p1', 'experts', 'experts-p1', 'escalation-managers', 'sirt', 'logistics']);
    for (const { phone, name } of centre.agents) expect([phone, name]).toEqual([expect.stringMatching(/^\+120255501\d\d$/), expect.stringMatching(/^Sample Agent /)]);
    for (const region of Object.keys(centre.regions)) {
      expect(centre.agents.filter((agent) => agent.region === region && agent.teams.includes('customer-care'))).toHaveLength(1);
    }
    expect(cases[0]).toMatchObject({ number: '200608110120', assignedTo: 'dan' });
    expect(new Set(cases.map(({ priority, status }) => `${priority} ${status}`))).toEqual(new Set(['P1 open', 'P2 open', 'P3 open', 'P4 open', 'P2 closed']));
  });
});

describe('a folder', () => {
  let dir: string;
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'centre-')); });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('without a centre says so', async () => {
    expect(await loadCentre(dir)).toEqual({ ok: false, problems: [{ file: join(dir, 'centre.yaml'), line: 1, column: 1, message: 'there is no such file' }] });
  });

  it('with a centre that is no text says so', async () => {
    writeFileSync(join(dir, 'centre.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(await loadCentre(dir)).toMatchObject({ ok: false, problems: [{ message: 'this is not UTF-8 text' }] });
  });
});
