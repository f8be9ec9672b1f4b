// A phone in somebody's hand: events are shown as they come, keys pressed or written down go back.
import type { Clock } from '../../clock.ts';
import type { Exit } from '../exits.ts';
import { exits } from '../exits.ts';
import type { Terminal } from '../terminal.ts';
import type { KeyStep } from './keys.ts';
import type { Act, LabPhone, PhoneEvent } from './lab-phone.ts';
import { callHelp, eventLine, holdHelp, line, pressedLine } from './lines.ts';

export interface Session {
  phone: LabPhone;
  terminal: Terminal;
  clock: Clock;
  number: string;
  /** Whom to call; absent for a phone that is held until it rings. */
  dial?: Extract<Act, { action: 'dial' }>;
  /** Keys written down; they start when the call is connected, or when the held phone rings. */
  script?: readonly KeyStep[];
  json: boolean;
}

/** Runs until the call is over; a held phone until it is put down, or for one call when its keys are written down. */
export async function holdPhone(session: Session): Promise<Exit> {
  const { phone, terminal, clock, dial, script } = session;
  const leaving = new AbortController();
  const state = { began: clock.now(), ended: undefined as string | undefined, started: false };
  const since = () => clock.now() - state.began;
  const show = (text: string | undefined) => {
    if (text !== undefined && !session.json) terminal.out(text);
  };
  const act = async (what: Act): Promise<void> => {
    if (what.action === 'press') tellPressed(session, since(), what.keys);
    if ((await phone.act(what)) === 'no-call') terminal.tell('There is no call now.');
  };
  const later: Promise<void>[] = [];
  const doing = (work: Promise<void>): void => {
    // A failure ends the session, and comes out where it is waited for.
    later.push(work);
    work.catch(() => leaving.abort());
  };
  const offInterrupt = terminal.onInterrupt(() => {
    doing(dial ? act({ action: 'hang-up' }).finally(() => leaving.abort()) : Promise.resolve(leaving.abort()));
  });
  const offKeys = terminal.keys?.((key) => doing(pressed(key, session, act, show, since)));

  try {
    for await (const event of phone.events(leaving.signal)) {
      if (event.event === 'held') {
        if (dial) doing(act(dial));
        else if (!session.json) terminal.tell(`Holding ${session.number}. ${holdHelp}`);
      }
      if (event.event === 'call') {
        state.began = clock.now();
        state.started = false;
      }
      if (session.json) terminal.out(JSON.stringify(jsonOf(event, since())));
      else show(eventLine(terminal, event, since(), dial === undefined));
      if (script && !state.started && event.event === (dial ? 'answered' : 'call')) {
        state.started = true;
        doing(play(script, act, clock, leaving.signal));
      }
      if (event.event === 'ended') state.ended = event.call.status;
      if (event.event === 'ended' && (dial || script)) break;
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  } finally {
    leaving.abort();
    offInterrupt();
    offKeys?.();
  }
  await Promise.all(later);
  return dial && state.ended !== 'completed' && state.ended !== undefined ? exits.failed : exits.ok;
}

function tellPressed({ terminal, json }: Session, ms: number, keys: string): void {
  if (json) terminal.out(JSON.stringify({ event: 'pressed', seconds: ms / 1000, keys }));
  else terminal.out(pressedLine(terminal, ms, keys));
}

async function pressed(key: string, { terminal, dial }: Session, act: (what: Act) => Promise<void>, show: (text: string) => void, since: () => number): Promise<void> {
  if (/^[0-9*#]$/.test(key)) return act({ action: 'press', keys: key });
  if (key === 'h') return act({ action: 'hang-up' });
  if (key === 'a' && !dial) return act({ action: 'pick-up' });
  if (key === 'd' && !dial) return act({ action: 'decline' });
  if (key === '?') show(line(terminal, since(), dial ? callHelp : holdHelp));
}

async function play(script: readonly KeyStep[], act: (what: Act) => Promise<void>, clock: Clock, signal: AbortSignal): Promise<void> {
  for (const step of script) {
    if (signal.aborted) return;
    if (step.do === 'wait') await pause(step.seconds * 1000, clock, signal);
    else await act(step.do === 'press' ? { action: 'press', keys: step.keys } : { action: step.do });
  }
}

function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const cancel = clock.after(ms, done);
    signal.addEventListener('abort', () => {
      cancel();
      done();
    }, { once: true });
  });
}

const jsonOf = (event: PhoneEvent, ms: number): object => ({
  event: event.event, seconds: ms / 1000, ...('heard' in event ? event.heard : {}), ...('call' in event ? event.call : {}),
});
