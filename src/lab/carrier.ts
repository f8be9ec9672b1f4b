// What every part of the lab shares: the account, its clock and log, the legs, rooms, recordings and phones under way.
import type { Clock } from '../clock.ts';
import type { Exchange } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { Log } from './log.ts';
import type { Messages } from './messages.ts';
import type { Numbers } from './numbers.ts';
import type { Phones } from './phone.ts';
import type { Recordings } from './recordings.ts';
import type { Rooms } from './rooms.ts';
import type { Sounds } from './sounds.ts';
import type { Webhooks } from './webhook.ts';

export interface Carrier {
  clock: Clock;
  accountSid: string;
  authToken: string;
  ids: Ids;
  log: Log;
  faults: Faults;
  webhooks: Webhooks;
  numbers: Numbers;
  phones: Phones;
  sounds: Sounds;
  rooms: Rooms;
  recordings: Recordings;
  messages: Messages;
  exchange: Exchange;
  /** Where the REST API is reached, for the addresses it gives out. */
  apiUrl: () => string;
}

/** The same time zone spelling as Twilio's: `Fri, 20 Nov 2026 10:00:00 +0000`. */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000');
}
