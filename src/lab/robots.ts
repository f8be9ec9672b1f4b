// Robots: they hold agents' phones in lab mode, so that a newcomer who dials the line reaches somebody.
import type { Carrier } from './carrier.ts';
import type { LabCall } from './leg.ts';

export interface RobotPolicy {
  answerAfterMs: number;
  /** How long it listens to the whisper before it presses 1, and between tries. */
  listenMs: number;
  /** Keys it presses to take a call; empty: it lets the whisper run out, as a mailbox would. */
  acceptKeys: string;
  /** `caller`: it stays until the caller has left; otherwise it hangs up when it has talked for this long. */
  hangsUp: 'caller' | { afterMs: number };
  /** What it says in the room, once. */
  words: string;
  /** Keys it presses when the room is over and a menu speaks to it; `1` for ready. */
  readyKeys: string;
}

export const usualRobot: RobotPolicy = {
  answerAfterMs: 2_000,
  listenMs: 3_000,
  acceptKeys: '1',
  hangsUp: 'caller',
  words: 'Hello, this is your engineer. I have your case in front of me.',
  readyKeys: '1',
};

const acceptTriesMax = 3;
const talkSeconds = 4;
const goodbyeMs = 2_000;

export function createRobots(carrier: Carrier) {
  const robots = new Map<string, RobotPolicy>();
  const listening = new Set<string>();

  function ringing(number: string, call: LabCall): void {
    const policy = robots.get(number);
    const phone = carrier.phones.get(number);
    if (!policy || call.direction === 'inbound') return;
    const later = (ms: number, run: () => void) => {
      carrier.clock.after(ms, () => {
        if (!call.over && !phone.held) run();
      });
    };
    let talked = false;

    const accept = (tries: number): void => {
      if (call.in !== 'document' || talked || tries > acceptTriesMax) return;
      call.press(policy.acceptKeys);
      later(policy.listenMs, () => accept(tries + 1));
    };

    call.on('answered', () => later(policy.listenMs, () => accept(1)));
    call.on('moved', (place) => {
      const inRoom = place !== 'document' && place !== 'over' && place !== 'ringing' && place !== 'queued';
      if (inRoom && !talked) {
        talked = true;
        const { hangsUp } = policy;
        if (hangsUp !== 'caller') later(hangsUp.afterMs, () => call.hangUp());
      }
      if (place === 'document' && talked) {
        later(policy.listenMs, () => call.press(policy.readyKeys));
        later(policy.listenMs + goodbyeMs, () => (call.in === 'document' ? call.hangUp() : undefined));
      }
    });
    let greeted = false;
    call.on('heard', ({ kind }) => {
      if (kind !== 'room' || greeted) return;
      greeted = true;
      later(1_000, () => call.speak(talkSeconds, policy.words));
    });
    later(policy.answerAfterMs, () => call.pickUp());
  }

  return {
    /** Puts a robot on a phone, or changes how the one there behaves. */
    put(number: string, policy: Partial<RobotPolicy> = {}): void {
      robots.set(number, { ...usualRobot, ...robots.get(number), ...policy });
      if (listening.has(number)) return;
      listening.add(number);
      carrier.phones.get(number).onCall((call) => ringing(number, call));
    },
    remove: (number: string) => void robots.delete(number),
    numbers: () => [...robots.keys()],
  };
}

export type Robots = ReturnType<typeof createRobots>;
