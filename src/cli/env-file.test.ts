import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withEnvFile } from './env-file.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'caseline-env-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a .env file', () => {
  it('says what the environment does not', () => {
    writeFileSync(join(dir, '.env'), '# Ours\nPORT=8080\nAPI_TOKEN="admin:a b"\nREDIS_URL=\n');
    expect(withEnvFile({ PORT: '4000', HOME: '/home/ana' }, dir)).toEqual({ PORT: '4000', API_TOKEN: 'admin:a b', REDIS_URL: '', HOME: '/home/ana' });
  });

  it('may be missing', () => {
    expect(withEnvFile({ PORT: '4000' }, dir)).toEqual({ PORT: '4000' });
  });
});
