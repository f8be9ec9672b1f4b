// The PINs of agents: kept as salted slow hashes, checked in the same time whether or not there is one, and shown to nobody.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Store } from '../store/store.ts';

/** In lab mode every agent of the samples has this one. It is no secret, so outside the lab it opens nothing. */
export const SAMPLE_PIN = '246810';

export interface Pins {
  set(agent: string, pin: string): Promise<void>;
  /** False where there was none. */
  remove(agent: string): Promise<boolean>;
  /** Takes the same time for everybody, also for nobody. */
  check(agent: string | undefined, pin: string): Promise<boolean>;
  /** Gives the sample PIN to those who have none. */
  seed(agents: readonly string[]): Promise<void>;
}

/** What is kept. The cost stands beside the hash, so that it can be raised without asking anybody for a new PIN. */
interface Kept {
  salt: string;
  hash: string;
  cost: Cost;
  sample?: true;
}
interface Cost { n: number; r: number; p: number }

/** Some 32 MB and a good part of a tenth of a second for each try: a day and more for all PINs of six digits, should the store be stolen. */
const COST: Cost = { n: 2 ** 15, r: 8, p: 1 };
/** What scrypt may take: it needs `128 * n * r` bytes and a little more. */
const MEMORY_BYTES_MAX = 64 * 1024 * 1024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** No agent's id begins with a dash, so this record is never there; looking for it takes the time that looking takes. */
const NOBODY = '-';
/** What a PIN is compared with where there is none. Nothing that anybody keys has this hash. */
const NOTHING: Omit<Kept, 'cost'> = { salt: Buffer.alloc(SALT_BYTES).toString('base64'), hash: Buffer.alloc(HASH_BYTES).toString('base64') };

/** `samples`: whether sample PINs count, as they do in the lab only. `cost` is less in tests, which try many. */
export function createPins({ store: { records }, samples, cost = COST }: { store: Pick<Store, 'records'>; samples: boolean; cost?: Cost }): Pins {
  return {
    async set(agent, pin) {
      await records.put('pin', agent, await hashed(pin, cost));
    },
    remove: (agent) => records.remove('pin', agent),
    async check(agent = NOBODY, pin) {
      const kept = (await records.get<Kept>('pin', agent))?.value;
      const { salt, hash, sample, ...made } = kept ?? { ...NOTHING, cost };
      const same = timingSafeEqual(await slowly(pin, Buffer.from(salt, 'base64'), made.cost), Buffer.from(hash, 'base64'));
      return same && kept !== undefined && (samples || !sample);
    },
    async seed(agents) {
      // One hash for all of them, since everybody knows what it is of, and nobody should wait for thirty.
      const sample: Kept = { ...(await hashed(SAMPLE_PIN, cost)), sample: true };
      for (const agent of agents) await records.put('pin', agent, sample, 0);
    },
  };
}

async function hashed(pin: string, cost: Cost): Promise<Kept> {
  const salt = randomBytes(SALT_BYTES);
  return { salt: salt.toString('base64'), hash: (await slowly(pin, salt, cost)).toString('base64'), cost };
}

function slowly(pin: string, salt: Buffer, { n, r, p }: Cost): Promise<Buffer> {
  return new Promise((done, fail) => {
    scrypt(pin, salt, HASH_BYTES, { N: n, r, p, maxmem: MEMORY_BYTES_MAX }, (error, hash) => (error ? fail(error) : done(hash)));
  });
}
