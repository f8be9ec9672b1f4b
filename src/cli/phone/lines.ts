// What one hears and does on a phone, as lines for the terminal. Times count from when the call began.
import type { Terminal } from '../terminal.ts';
import { paint } from '../terminal.ts';
import type { PhoneEvent } from './lab-phone.ts';

type Screen = Pick<Terminal, 'colour'>;

export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const line = (screen: Screen, ms: number, text: string): string => `${paint(screen, 'dim', clockText(ms).padStart(6))}  ${text}`;

/** What to show of an event; undefined for what says nothing new. */
export function eventLine(screen: Screen, event: PhoneEvent, ms: number, holding: boolean): string | undefined {
  const say = (text: string) => line(screen, ms, text);
  switch (event.event) {
    case 'held':
    case 'moved':
      return undefined;
    case 'call':
      if (event.call.direction === 'inbound') return say(paint(screen, 'dim', `dialling ${event.call.to}`));
      return say(paint(screen, 'bold', `ringing: ${event.call.from} calls ${event.call.to}${holding ? ' — a answer, d decline' : ''}`));
    case 'answered':
      return say(paint(screen, 'dim', 'connected'));
    case 'heard':
      return say(heardText(screen, event.heard));
    case 'ended':
      return say(paint(screen, 'bold', endText(event.call.status)));
  }
}

function heardText(screen: Screen, { kind, text, language, cut }: Extract<PhoneEvent, { event: 'heard' }>['heard']): string {
  const rest = cut ? paint(screen, 'dim', ' (cut short)') : '';
  switch (kind) {
    case 'say': return `“${text}”${language === undefined || language.startsWith('en') ? '' : paint(screen, 'dim', ` (${language})`)}${rest}`;
    case 'play': return `${paint(screen, 'cyan', isHoldMusic(text) ? '♪ hold music' : `♪ ${text}`)}${rest}`;
    case 'music': return paint(screen, 'cyan', '♪ music');
    case 'ringing': return paint(screen, 'dim', 'ringing');
    case 'beep': return paint(screen, 'cyan', 'beep');
    case 'silence': return paint(screen, 'dim', `silence: ${text}`);
    case 'room': return paint(screen, 'green', text);
  }
}

/** Its address has only numbers of interest to the player. */
const isHoldMusic = (address: string): boolean => /\/audio\/hold\.wav(\?|$)/.test(address);

export function endText(status: string): string {
  switch (status) {
    case 'completed': return 'The call is over.';
    case 'busy': return 'Busy: nobody was free to answer.';
    case 'no-answer': return 'Nobody answered.';
    case 'canceled': return 'The other side has hung up.';
    case 'failed': return 'The call failed: is the service running, and does the number have a line?';
    default: return `The call ended: ${status}.`;
  }
}

export const pressedLine = (screen: Screen, ms: number, keys: string): string => line(screen, ms, paint(screen, 'yellow', `you press ${[...keys].join(' ')}`));

export const callHelp = '0-9 * #  press that key · h  hang up · ?  this help · Ctrl-C  leave';
export const holdHelp = 'a  answer · d  decline · 0-9 * #  press that key · h  hang up · ?  this help · Ctrl-C  put the phone down';
