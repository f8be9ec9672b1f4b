// Dial Conference: the leg's stay in a room (page on Conference).
import type { Dialled, DialEnd } from './dial.ts';
import type { BeepWhen } from './rooms.ts';
import type { Stage } from './stage.ts';
import { isTrue, type Verb } from './twiml.ts';

export function dialRoom(noun: Verb, stage: Stage, end: DialEnd): Dialled {
  const { carrier, leg } = stage;
  const { attributes } = noun;
  const address = (name: string) => (attributes[name] ? stage.resolve(attributes[name]) : undefined);
  const waitUrl = attributes['waitUrl'] === '' ? '' : address('waitUrl');
  const callbackUrl = address('statusCallback');

  const stay = carrier.rooms.join(noun.text, leg, {
    startOnEnter: isTrue(attributes['startConferenceOnEnter'], true),
    endOnExit: isTrue(attributes['endConferenceOnExit'], false),
    muted: isTrue(attributes['muted'], false),
    beep: beepOf(attributes['beep']),
    ...(attributes['participantLabel'] ? { label: attributes['participantLabel'] } : {}),
    ...(waitUrl === undefined ? {} : { wait: { url: waitUrl, method: attributes['waitMethod'] === 'GET' ? 'GET' : 'POST' } }),
    ...(callbackUrl === undefined ? {} : { callback: {
      url: callbackUrl, method: attributes['statusCallbackMethod'] === 'GET' ? 'GET' : 'POST', events: (attributes['statusCallbackEvent'] ?? '').split(/\s+/),
    } }),
    onLeft: () => {
      leg.moveTo('document');
      end({ DialCallStatus: 'answered' });
    },
    onFailed: () => {
      leg.moveTo('document');
      end({ DialCallStatus: 'failed' });
    },
  });

  if (stay.kind === 'refused') {
    carrier.log.error(stay.code, stay.message, leg.sid);
    end();
    return { release: () => undefined, voice: () => undefined };
  }
  return {
    release(why) {
      stay.leave(why === 'redirected' ? 'participant_updated_via_api' : 'participant_hung_up');
      if (!leg.over) leg.moveTo('document');
    },
    voice: (ms, words) => stay.voice(ms, words),
  };
}

function beepOf(text: string | undefined): BeepWhen {
  if (text === 'false' || text === 'onEnter' || text === 'onExit') return text;
  return 'true';
}
