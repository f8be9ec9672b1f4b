// Every verb's step, one file each.
import type { Step, Verb } from '../../flow/verbs.ts';
import { acknowledge } from './acknowledge.ts';
import { allow } from './allow.ts';
import { ask } from './ask.ts';
import { callBack } from './call-back.ts';
import { choose } from './choose.ts';
import { closed } from './closed.ts';
import { code } from './code.ts';
import { colleague } from './colleague.ts';
import { consult, drop, handOver, invite, together } from './consult.ts';
import { dialable } from './dialable.ts';
import { end } from './end.ts';
import { escalate } from './escalate.ts';
import { find } from './find.ts';
import { callFlow, gotoFlow, returnFlow } from './goto.ts';
import { greet } from './greet.ts';
import { hangup } from './hangup.ts';
import { hold, leave } from './hold.ts';
import type { StepKind } from './kind.ts';
import { interpreters } from './interpreters.ts';
import { languages } from './languages.ts';
import { menu } from './menu.ts';
import { pass, take } from './offer.ts';
import { message } from './message.ts';
import { presence } from './presence.ts';
import { promise, redeem } from './promise.ts';
import { reach } from './reach.ts';
import { recognise } from './recognise.ts';
import { record, recording } from './record.ts';
import { say } from './say.ts';
import { set } from './set.ts';
import { identify, signIn } from './sign-in.ts';
import { switchIt } from './switch.ts';
import { talk } from './talk.ts';
import { text } from './text.ts';
import { give, outside, transfer } from './transfer.ts';
import { voicemail } from './voicemail.ts';
import { when } from './when.ts';
import { wrap } from './wrap.ts';

const kinds: { [V in Verb]: StepKind<V> } = {
  say, record, menu, ask, set, find, recognise, when, closed, allow, reach, hold, leave, dialable, promise, redeem, greet, voicemail, languages, interpreters, escalate, text,
  goto: gotoFlow, call: callFlow, return: returnFlow, hangup,
  take, pass, talk, colleague, consult, invite, together, 'hand-over': handOver, drop, transfer, give, outside, recording, end, wrap, code, acknowledge,
  identify, 'sign-in': signIn, presence, message, 'call-back': callBack, choose, switch: switchIt,
};

export const stepKind = (step: Step): StepKind<Verb> => kinds[step.verb];
