// The thread of the futures as it stands in the sources: Node itself reads no TypeScript there.
import { register } from 'tsx/esm/api';

register();
await import('../../src/reception/futures-thread.ts');
