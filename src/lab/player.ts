// The TwiML player of one leg: fetches a document, performs its verbs one after another, and goes where they lead.
import type { Carrier } from './carrier.ts';
import { dial } from './dial.ts';
import { callParams } from './call-params.ts';
import { gather } from './gather.ts';
import type { Leg } from './leg.ts';
import { documentsAtOnceMax } from './limits.ts';
import { speechMs } from './sound.ts';
import { record } from './record.ts';
import { soundsOf } from './sounds.ts';
import type { Activity, DocumentRequest, Perform, Stage, Stop } from './stage.ts';
import { parseTwiml, type TwimlFault, type Verb } from './twiml.ts';
import type { Answer } from './webhook.ts';

/** What the caller hears when the service fails and no fallback helps: its wording on a real line is not documented. */
export const applicationError = 'We are sorry. An application error has occurred. Goodbye.';

export interface PlayerOptions {
  /** The verbs this document may use; any other is an error. Undefined: all. */
  verbs?: readonly string[];
  /** The code for a verb outside `verbs`. */
  wrongVerb?: number;
  /** What comes after the last verb. */
  onEnd: () => void;
  /** What comes after a document that cannot be had; undefined: the fallback address, then the application error. */
  onFault?: () => void;
  /** Fields every request of this player carries besides those of the call. */
  params?: Record<string, string>;
}

type Document = Stage['document'] & { verbs: Verb[] };

/** One player is in one of these; whatever comes from a state that is no longer the present one is ignored. */
type State =
  | { kind: 'idle' }
  | { kind: 'fetching' }
  | { kind: 'performing'; document: Document; at: number; activity?: Activity }
  | { kind: 'apologising' };

export class Player {
  #carrier: Carrier;
  #leg: Leg;
  #options: PlayerOptions;
  #state: State = { kind: 'idle' };
  #lastFetch = { at: -1, count: 0 };

  constructor(carrier: Carrier, leg: Leg, options: PlayerOptions) {
    this.#carrier = carrier;
    this.#leg = leg;
    this.#options = options;
  }

  /** Leaves whatever is playing and plays this document. */
  play(request: DocumentRequest): void {
    this.#stop('redirected');
    this.#fetch(request);
  }

  /** Leaves whatever is playing and performs this TwiML, handed over in a REST request. */
  perform(twiml: string): void {
    this.#stop('redirected');
    this.#read(twiml, { method: 'POST' }, 'Twiml');
  }

  key(key: string): void {
    const activity = this.#state.kind === 'performing' ? this.#state.activity : undefined;
    if (activity?.key) activity.key(key);
    else if (this.#carrier.faults.keysBetweenGathers === 'kept' && this.#leg.in === 'document') this.#leg.typedAhead += key;
  }

  voice(ms: number, words: string): void {
    if (this.#state.kind === 'performing') this.#state.activity?.voice?.(ms, words);
  }

  /** The leg is over, or goes where no document plays. */
  stop(why: Stop): void {
    this.#stop(why);
  }

  #stop(why: Stop): void {
    const state = this.#state;
    this.#state = { kind: 'idle' };
    if (state.kind === 'performing') state.activity?.stop(why);
  }

  #fetch(request: DocumentRequest, rescue = false): void {
    const mine: State = { kind: 'fetching' };
    this.#state = mine;
    const now = this.#carrier.clock.now();
    this.#lastFetch = { at: now, count: this.#lastFetch.at === now ? this.#lastFetch.count + 1 : 1 };
    if (this.#lastFetch.count > documentsAtOnceMax) {
      this.#carrier.log.error(0, `more than ${documentsAtOnceMax} documents without any time passing: ${request.url} leads round in a circle`, this.#leg.sid);
      return this.#apologise();
    }
    void this.#ask(request).then((answer) => {
      if (this.#state !== mine) return;
      const fault = faultOf(answer, request.url);
      if (fault) this.#failed(fault, request.url, rescue);
      else if (answer.kind === 'answered') this.#read(answer.body, request, request.url, rescue);
    });
  }

  #ask({ url, method, params }: DocumentRequest): Promise<Answer> {
    const { callToken } = this.#leg.options;
    const token = callToken !== undefined && method === 'POST' ? { CallToken: callToken } : {};
    return this.#carrier.webhooks.deliver({ kind: 'voice', url, method, params: { ...callParams(this.#carrier, this.#leg), ...token, ...this.#options.params, ...params } });
  }

  #read(text: string, from: Stage['document'], name: string, rescue = false): void {
    const twiml = parseTwiml(text);
    if (twiml.kind === 'fault') return this.#failed(twiml.fault, name, rescue);
    for (const { code, message } of twiml.warnings) this.#carrier.log.warn(code, `${name}: ${message}`, this.#leg.sid);
    const document = { method: from.method, verbs: twiml.verbs, ...(from.url === undefined ? {} : { url: from.url }) };
    this.#perform({ kind: 'performing', document, at: 0 });
  }

  #perform(mine: State & { kind: 'performing' }): void {
    this.#state = mine;
    const verb = mine.document.verbs[mine.at];
    if (!verb) {
      this.#state = { kind: 'idle' };
      return this.#options.onEnd();
    }
    const { verbs, wrongVerb = 12200 } = this.#options;
    if (verbs && !verbs.includes(verb.name)) return this.#failed({ code: wrongVerb, message: `<${verb.name}> is not allowed here` }, mine.document.url ?? 'Twiml', true);
    if (!picksUpLater(verb, mine.at)) this.#carrier.exchange.answer(this.#leg);
    const activity = (performers[verb.name] ?? unknownVerb)(verb, this.#stage(mine));
    // The verb may have led somewhere else while it began; then nothing of it may go on.
    if (this.#state === mine) mine.activity = activity;
    else activity.stop('redirected');
  }

  #stage(mine: State & { kind: 'performing' }): Stage {
    const ifMine = <Args extends unknown[]>(run: (...args: Args) => void) => (...args: Args) => {
      if (this.#state === mine) run(...args);
    };
    const { document } = mine;
    return {
      carrier: this.#carrier,
      leg: this.#leg,
      document,
      following: document.verbs[mine.at + 1],
      resolve: (url) => {
        if (URL.canParse(url, document.url)) return new URL(url, document.url).href;
        const code = document.url === undefined ? 15004 : 11100;
        if (this.#state === mine) this.#failed({ code, message: `"${url}" is no full address` }, document.url ?? 'Twiml', false);
        return undefined;
      },
      next: ifMine(() => this.#perform({ kind: 'performing', document, at: mine.at + 1 })),
      go: ifMine((request: DocumentRequest) => this.#fetch(request)),
      tell: (request) => void this.#ask(request),
      hangUp: ifMine(() => this.#carrier.exchange.hangUp(this.#leg)),
    };
  }

  /** First the number's or the call's fallback address, which may rescue the call; then the apology (page "Availability and reliability"). */
  #failed(fault: TwimlFault, url: string, rescued: boolean): void {
    this.#carrier.log.error(fault.code, `${url}: ${fault.message}`, this.#leg.sid);
    if (this.#options.onFault) {
      this.#stop('redirected');
      return this.#options.onFault();
    }
    const { fallback } = this.#leg.options;
    if (!fallback || rescued) return this.#apologise();
    this.#stop('redirected');
    this.#fetch({ ...fallback, params: { ErrorCode: String(fault.code), ErrorUrl: url } }, true);
  }

  #apologise(): void {
    const mine: State = { kind: 'apologising' };
    this.#stop('redirected');
    this.#state = mine;
    this.#carrier.exchange.answer(this.#leg);
    this.#leg.hear('say', applicationError);
    this.#leg.after(speechMs(applicationError), () => {
      if (this.#state === mine) this.#carrier.exchange.hangUp(this.#leg);
    });
  }
}

/** Only these leave a ringing call unanswered: Reject, a Pause that comes first, and a Dial to phones that waits for the bridge. */
function picksUpLater({ name, attributes, children }: Verb, at: number): boolean {
  if (name === 'Reject') return true;
  if (at > 0) return false;
  return name === 'Pause' || (name === 'Dial' && attributes['answerOnBridge'] === 'true' && !children.some((noun) => noun.name === 'Conference'));
}

function faultOf(answer: Answer, url: string): TwimlFault | undefined {
  if (answer.kind === 'failed') return answer;
  if (answer.status >= 400) return { code: 11200, message: `${url} answers ${answer.status}` };
  if (!/^(text|application)\/xml\b/i.test(answer.contentType)) return { code: 12300, message: `the content type is "${answer.contentType}", expected text/xml` };
  return undefined;
}

const sounds: Perform = (verb, stage) =>
  stage.carrier.sounds.perform(stage.leg, soundsOf(verb, (url) => stage.resolve(url) ?? url), stage.next);

const still: Activity = { stop: () => undefined };

const redirect: Perform = (verb, stage) => {
  const url = stage.resolve(verb.text);
  if (url !== undefined) stage.go({ url, method: verb.attributes['method']?.toUpperCase() === 'GET' ? 'GET' : 'POST' });
  return still;
};

const hangup: Perform = (_verb, stage) => {
  stage.hangUp();
  return still;
};

const reject: Perform = (verb, stage) => {
  stage.carrier.exchange.reject(stage.leg, verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer');
  return still;
};

const unknownVerb: Perform = (_verb, stage) => {
  stage.next();
  return still;
};

const performers: Record<string, Perform> = {
  Say: sounds, Play: sounds, Pause: sounds, Gather: gather, Record: record, Dial: dial, Redirect: redirect, Hangup: hangup, Reject: reject,
};
