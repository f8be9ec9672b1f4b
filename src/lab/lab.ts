// The lab: a Twilio on the laptop, at the other end of HTTP. It joins the parts; `listen` opens it to other processes.
import type { Clock } from '../clock.ts';
import { type Carrier } from './carrier.ts';
import { createExchange } from './exchange.ts';
import { createFaults } from './faults.ts';
import { createIds } from './ids.ts';
import type { LabCall } from './leg.ts';
import { createLog } from './log.ts';
import { createMessages } from './messages.ts';
import { createNumbers, type NumberOptions } from './numbers.ts';
import { createPhones, type Phone } from './phone.ts';
import { createRecordings } from './recordings.ts';
import { createRest, type RestAnswer } from './rest/rest.ts';
import { createRobots } from './robots.ts';
import { createRooms } from './rooms.ts';
import { listen, type Listening } from './server.ts';
import { createSounds } from './sounds.ts';
import { createWebhooks, sendOverHttp, type SendWebhook } from './webhook.ts';

export type { CallStatus, Heard, HeardKind, LabCall } from './leg.ts';
export type { Listening } from './server.ts';
export type { NumberOptions } from './numbers.ts';
export type { Phone } from './phone.ts';
export type { RobotPolicy } from './robots.ts';
export type { SendWebhook, WebhookRequest, WebhookResponse } from './webhook.ts';

export interface LabOptions {
  clock: Clock;
  accountSid: string;
  authToken: string;
  /** The same seed gives the same sids. */
  seed?: number;
  /** The way to the service; real HTTP unless a test gives a shorter one. */
  webhooks?: SendWebhook;
  numbers: readonly NumberOptions[];
  /** Where the REST API is said to be while nothing listens. */
  apiUrl?: string;
}

export type Lab = ReturnType<typeof createLab>;

export function createLab({ clock, accountSid, authToken, seed = 1, webhooks: send = sendOverHttp, numbers, apiUrl = 'http://lab.invalid' }: LabOptions) {
  const ids = createIds(seed);
  const now = () => clock.now();
  let url = apiUrl;
  const log = createLog(now);
  const faults = createFaults();
  const webhooks = createWebhooks({ clock, authToken, ids, log, faults, send });
  const phones = createPhones(() => carrier.exchange);
  const shared = { clock, accountSid, authToken, ids, log, faults, webhooks, phones, apiUrl: () => url };
  // The parts know each other through this one object, so it is filled in two steps.
  const carrier = { ...shared, numbers: createNumbers(ids, now), sounds: createSounds(shared), recordings: createRecordings(shared), messages: createMessages(shared) } as Carrier;
  carrier.rooms = createRooms(carrier);
  carrier.exchange = createExchange(carrier);
  for (const number of numbers) carrier.numbers.add(number);
  const rest = createRest(carrier);
  const robots = createRobots(carrier);

  const underWay = () => webhooks.underWay() + rest.underWay();

  /** Resolves when nothing is under way any more that does not wait for the clock. */
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < (rest.waitingForClock() > 0 ? stuckTurns : quietTurns); ) {
      await eventLoopTurn();
      quiet = underWay() > 0 && rest.waitingForClock() === 0 ? 0 : quiet + 1;
    }
  }

  return {
    faults,
    robots,
    /** Errors and warnings with Twilio's codes, oldest first. */
    log: log.entries,
    /** Every webhook as it went, oldest first. */
    traffic: webhooks.traffic,
    phone: (number: string): Phone => phones.get(number),
    phones: () => phones.all(),
    /** All calls remembered, oldest first; `calls().filter(({over}) => !over)` are under way. */
    calls: (): LabCall[] => carrier.exchange.all(),
    call: (sid: string): LabCall | undefined => carrier.exchange.get(sid),
    rooms: () => carrier.rooms.all(),
    room: (sidOrName: string) => carrier.rooms.get(sidOrName),
    recordings: () => carrier.recordings.all(),
    messages: () => carrier.messages.all(),
    numbers: () => carrier.numbers.all(),
    /** One more number of the account, or the same one sent elsewhere: calls to it ask its voice URL. */
    addNumber: (number: NumberOptions) => carrier.numbers.add(number),
    rest: (method: string, path: string, form = new URLSearchParams(), auth = { user: accountSid, password: authToken }): Promise<RestAnswer> =>
      rest.request({ method, path, form, auth }),
    /** No webhook and no REST request is under way. */
    idle: () => webhooks.underWay() === 0 && rest.underWay() === 0,
    settled,
    /** Everybody hangs up: the end of a test, or of the service that runs the lab. */
    hangUpAll(): void {
      for (const leg of carrier.exchange.live()) carrier.exchange.hangUp(leg);
    },
    async listen(port: number, host = '127.0.0.1'): Promise<Listening> {
      const listening = await listen({ carrier, rest, robots }, port, host);
      url = listening.url;
      return listening;
    },
  };
}

/** Turns of the event loop without anything under way before we believe it. */
const quietTurns = 2;
/** The same while a REST answer waits for the clock: a webhook may be waiting for that answer, so counting does not help. */
const stuckTurns = 50;

function eventLoopTurn(): Promise<void> {
  return new Promise((done) => void setImmediate(done));
}
