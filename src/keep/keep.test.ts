// The one contract of what keeps recordings: a folder, and a bucket on a small server that speaks as S3 does, stumbles and is slow.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BucketServer, keyId, region, secret } from '../../test/support/bucket.ts';
import type { RecordingKeep } from '../reception/parts.ts';
import { keepInBucket } from './bucket.ts';
import { keepInFolder } from './folder.ts';

const sound = Buffer.from('RIFF a short sound');

const kinds = {
  'a folder': async () => {
    const dir = await mkdtemp(join(tmpdir(), 'caseline-keep-'));
    return { keep: keepInFolder(join(dir, 'voicemails')), close: () => rm(dir, { recursive: true }) };
  },
  'a bucket': async () => {
    const server = await BucketServer.open();
    return { keep: keepInBucket({ url: `${server.url}/voices/here`, region, keyId, secret }, () => Date.now()), close: () => server.close() };
  },
};

describe.each(Object.entries(kinds))('recordings in %s', (_name, open) => {
  let keep: RecordingKeep;
  let close: () => Promise<void>;
  beforeEach(async () => ({ keep, close } = await open()));
  afterEach(() => close());

  it('are read as they were saved, with their size', async () => {
    await keep.save('vm_1-a', 1, sound);
    expect(await keep.read('vm_1-a', 1)).toEqual(sound);
    expect(await keep.size('vm_1-a', 1)).toBe(sound.length);
    await keep.save('vm_1-a', 1, Buffer.concat([sound, sound]));
    expect(await keep.size('vm_1-a', 1)).toBe(2 * sound.length);
  });

  it('are not there before, nor after they are forgotten with all their parts', async () => {
    expect(await keep.read('vm-1', 1)).toBeUndefined();
    expect(await keep.size('vm-1', 1)).toBeUndefined();
    for (const part of [1, 2, 3, 5, 6]) await keep.save('vm-1', part, sound);
    await keep.save('vm-10', 1, sound);
    await keep.forget('vm-1');
    await keep.forget('vm-1');
    for (const part of [1, 2, 3, 5, 6]) expect(await keep.read('vm-1', part)).toBeUndefined();
    expect(await keep.read('vm-10', 1)).toEqual(sound);
  });

  it.each(['../up', 'a/b', '', 'a'.repeat(65)])('are named by ids alone, not by %j', async (id) => {
    await expect(keep.save(id, 1, sound)).rejects.toThrow('no id');
    await expect(keep.read(id, 1)).rejects.toThrow('no id');
  });
});

describe('a bucket in trouble', () => {
  let server: BucketServer;
  const bucket = (fields = {}) => keepInBucket({ url: `${server.url}/voices`, region, keyId, secret, ...fields }, () => Date.now(), 200);
  beforeEach(async () => void (server = await BucketServer.open()));
  afterEach(() => server.close());

  it.each([500, 503, 403, 301])('that answers %i has not kept it, and says so without an address', async (status) => {
    server.answers = status;
    for (const ask of [() => bucket().save('vm-1', 1, sound), () => bucket().read('vm-1', 1), () => bucket().forget('vm-1')]) {
      await expect(ask()).rejects.toThrow(new RegExp(`^the recordings' store answered ${status} to [A-Z]+$`));
    }
  });

  it('that is too slow has not kept it', async () => {
    server.slowMs = 1_000;
    await expect(bucket().save('vm-1', 1, sound)).rejects.toThrow('no answer');
  });

  it('that is not there has not kept it', async () => {
    await server.close();
    await expect(bucket().save('vm-1', 1, sound)).rejects.toThrow('no answer');
  });

  it('refuses a wrong secret', async () => {
    await expect(bucket({ secret: 'another' }).save('vm-1', 1, sound)).rejects.toThrow('answered 403');
  });
});
