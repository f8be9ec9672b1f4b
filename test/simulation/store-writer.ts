// A process of its own that commits turns as fast as it can and says each one that was acknowledged, until it is killed.
import { openLmdb } from '../../src/store/lmdb.ts';
import { openRedis } from '../../src/store/redis.ts';
import { callAt, joining, START } from '../contracts/store-scene.ts';

const [where = '', name = ''] = process.argv.slice(2);
const store = where.startsWith('redis:') ? await openRedis({ url: where, centre: 'kill' }) : await openLmdb({ dir: where, centre: 'kill' });

async function turn(number: number): Promise<void> {
  const id = `${name}-${number}`;
  const committed = await store.commit({
    calls: [{ call: callAt(id, 1, { sid: `CA-${id}` }), was: undefined }],
    floor: [joining(id, ['x'], { joined: START + number })],
    work: [{ id: `work-${id}`, at: START, deed: { do: 'nothing' } }],
    journal: [{ at: START, kind: 'arrived', call: id }],
    records: [{ kind: 'voicemail', id, value: { number } }],
  });
  if (committed.ok) process.stdout.write(`${id}\n`);
}

for (let number = 0; ; number += 4) await Promise.all([0, 1, 2, 3].map((more) => turn(number + more)));
