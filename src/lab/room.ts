// One room: it starts when two are in and one of them may start it, and ends with its last participant or with one who ends it.
import { rfc2822, type Carrier } from './carrier.ts';
import type { Leg, StatusCallback } from './leg.ts';
import { Player } from './player.ts';
import type { DocumentRequest } from './stage.ts';

export type BeepWhen = 'true' | 'false' | 'onEnter' | 'onExit';
export type LeaveReason =
  | 'participant_hung_up' | 'participant_updated_via_api' | 'participant_add_failed' | 'moderator_ended_conference' | 'conference_ended_via_api';
export type EndReason = 'last-participant-left' | 'participant-with-end-conference-on-exit-left' | 'conference-ended-via-api';

export interface JoinOptions {
  startOnEnter: boolean;
  endOnExit: boolean;
  muted: boolean;
  beep: BeepWhen;
  label?: string;
  /** Undefined: the carrier's own music; empty address: silence. */
  wait?: DocumentRequest;
  callback?: StatusCallback;
  /** The stay is over by somebody else's doing. */
  onLeft: () => void;
  /** The wait document could not be had, so there is no room for this leg. */
  onFailed: () => void;
}

export interface Participant extends JoinOptions {
  leg: Leg;
  joinedAt: number;
  held: boolean;
  /** What this one hears apart from the others: wait or hold document. */
  aside: Player | undefined;
}

/** Verbs a wait or hold document may use. */
const asideVerbs = ['Play', 'Say', 'Pause', 'Redirect'];
const carrierMusic = 'the carrier\'s hold music';

export class Room {
  readonly sid: string;
  readonly name: string;
  readonly createdAt: number;
  status: 'init' | 'in-progress' | 'completed' = 'init';
  endedAt: number | undefined;
  endReason: EndReason | undefined;
  endedBy: string | undefined;
  #carrier: Carrier;
  #onEnd: () => void;
  #inside = new Map<string, Participant>();
  /** Only what the first participant asked for counts. */
  #callback: StatusCallback | undefined;
  #sequence = 0;

  constructor(carrier: Carrier, name: string, onEnd: () => void) {
    this.#carrier = carrier;
    this.#onEnd = onEnd;
    this.name = name;
    this.sid = carrier.ids.sid('CF');
    this.createdAt = carrier.clock.now();
  }

  get participants(): Participant[] {
    return [...this.#inside.values()];
  }

  byLabel(label: string): Participant | undefined {
    return this.participants.find((participant) => participant.label === label);
  }

  find(callSidOrLabel: string): Participant | undefined {
    return this.#inside.get(callSidOrLabel) ?? this.byLabel(callSidOrLabel);
  }

  join(leg: Leg, options: JoinOptions): Participant {
    if (this.#inside.size === 0 && this.#sequence === 0) this.#callback = options.callback;
    const participant: Participant = { ...options, leg, joinedAt: this.#carrier.clock.now(), held: false, aside: undefined };
    this.#inside.set(leg.sid, participant);
    leg.moveTo(this.name);
    this.#tell('participant-join', 'join', participant);
    if (options.beep === 'true' || options.beep === 'onEnter') this.#beep('somebody joins');
    if (this.status === 'init') this.#startOrWait(participant);
    else this.#enter(participant);
    return participant;
  }

  #startOrWait(newcomer: Participant): void {
    const starts = this.#inside.size >= 2 && this.participants.some(({ startOnEnter }) => startOnEnter);
    if (!starts) return this.#wait(newcomer);
    this.status = 'in-progress';
    this.#tell('conference-start', 'start');
    for (const participant of this.participants) if (!participant.held) this.#enter(participant);
  }

  #enter(participant: Participant): void {
    this.#endAside(participant);
    const others = this.participants.filter((other) => other !== participant).map(({ leg }) => leg.phone);
    participant.leg.hear('room', `in the room with ${others.join(', ')}`);
  }

  #wait(participant: Participant): void {
    const { wait, leg } = participant;
    if (!wait) return void leg.hear('music', carrierMusic);
    if (wait.url === '') return void leg.hear('silence', 'waiting in an empty room');
    this.#playAside(participant, wait, () => {
      this.leave(participant, 'participant_add_failed');
      participant.onFailed();
    });
  }

  #playAside(participant: Participant, request: DocumentRequest, onFault: () => void): void {
    this.#endAside(participant);
    participant.aside = new Player(this.#carrier, participant.leg, {
      verbs: asideVerbs, onEnd: () => void participant.leg.hear('silence', 'the document is over'), onFault,
      params: { ConferenceSid: this.sid, FriendlyName: this.name },
    });
    participant.aside.play(request);
  }

  #endAside(participant: Participant): void {
    participant.aside?.stop('redirected');
    participant.aside = undefined;
  }

  /** This one leaves; the room may end with it. Its own call goes on elsewhere. */
  leave(participant: Participant, reason: LeaveReason): void {
    if (this.#inside.get(participant.leg.sid) !== participant) return;
    this.#takeOut(participant, reason);
    if (this.#inside.size === 0) return this.#end('last-participant-left', participant);
    if (participant.endOnExit) return this.#end('participant-with-end-conference-on-exit-left', participant);
    if (participant.beep === 'true' || participant.beep === 'onExit') this.#beep('somebody leaves');
    const [last] = this.participants;
    if (this.#inside.size === 1 && this.status === 'in-progress' && last && !last.held) last.leg.hear('silence', 'alone in the room');
  }

  /** As `leave`, for one who is sent out and whose Dial is thereby over. */
  sendOut(participant: Participant): void {
    if (this.#inside.get(participant.leg.sid) !== participant) return;
    this.leave(participant, 'participant_updated_via_api');
    participant.onLeft();
  }

  endViaApi(): void {
    this.#end('conference-ended-via-api', undefined);
  }

  #end(reason: EndReason, by: Participant | undefined): void {
    if (this.status === 'completed') return;
    this.status = 'completed';
    this.endedAt = this.#carrier.clock.now();
    this.endReason = reason;
    this.endedBy = by?.leg.sid;
    const rest = this.participants;
    for (const participant of rest) this.#takeOut(participant, by ? 'moderator_ended_conference' : 'conference_ended_via_api');
    this.#tell('conference-end', 'end', undefined, { ReasonConferenceEnded: reason, ...(by && { CallSidEndingConference: by.leg.sid }) });
    this.#onEnd();
    for (const participant of rest) participant.onLeft();
  }

  #takeOut(participant: Participant, reason: LeaveReason): void {
    this.#endAside(participant);
    this.#inside.delete(participant.leg.sid);
    this.#tell('participant-leave', 'leave', participant, { ReasonParticipantLeft: reason, ParticipantCallStatus: participant.leg.status });
  }

  mute(participant: Participant, muted: boolean): void {
    if (participant.muted === muted) return;
    participant.muted = muted;
    this.#tell(muted ? 'participant-mute' : 'participant-unmute', 'mute', participant);
  }

  /** On hold a participant hears a document of its own and not the others; without one, the carrier's music. */
  hold(participant: Participant, request: DocumentRequest | undefined): void {
    const fresh = !participant.held;
    participant.held = true;
    this.#endAside(participant);
    if (request) this.#playAside(participant, request, () => void participant.leg.hear('silence', 'the hold document failed'));
    else participant.leg.hear('music', carrierMusic);
    if (fresh) this.#tell('participant-hold', 'hold', participant);
  }

  unhold(participant: Participant): void {
    if (!participant.held) return;
    participant.held = false;
    this.#endAside(participant);
    if (this.status === 'init') this.#wait(participant);
    else this.#enter(participant);
    this.#tell('participant-unhold', 'hold', participant);
  }

  /** A change to a participant on hold is silently not applied, as people found on real accounts. */
  setEndOnExit(participant: Participant, endOnExit: boolean): void {
    if (participant.held) return;
    participant.endOnExit = endOnExit;
    this.#tell('participant-modify', 'modify', participant);
  }

  /** Plays a document to these, or to everybody. */
  announce(request: DocumentRequest, to = this.participants): void {
    for (const { leg } of to) {
      const player = new Player(this.#carrier, leg, { verbs: asideVerbs, onEnd: () => undefined, onFault: () => undefined });
      player.play(request);
    }
    this.#tell('announcement-start', 'announcement');
  }

  /** Somebody speaks; the others hear it. Keys are not among what a room carries. */
  voice(speaker: Participant, ms: number, words: string): void {
    if (this.status !== 'in-progress' || speaker.muted || speaker.held) return;
    for (const participant of this.participants) {
      if (participant !== speaker && !participant.held) participant.leg.hear('room', `${speaker.leg.phone}: ${words || `voice, ${ms / 1_000} s`}`);
    }
  }

  #beep(why: string): void {
    for (const { leg, held } of this.participants) if (!held) leg.hear('beep', why);
  }

  #tell(event: string, group: string, participant?: Participant, more: Record<string, string> = {}): void {
    const callback = this.#callback;
    this.#sequence += 1;
    if (!callback?.events.includes(group)) return;
    const { accountSid, clock, webhooks } = this.#carrier;
    void webhooks.deliverInOrder(this.sid, {
      kind: 'conference', url: callback.url, method: callback.method, params: {
        AccountSid: accountSid, ConferenceSid: this.sid, FriendlyName: this.name, StatusCallbackEvent: event, SequenceNumber: String(this.#sequence), Timestamp: rfc2822(clock.now()),
        ...(participant && {
          CallSid: participant.leg.sid, Muted: String(participant.muted), Hold: String(participant.held), Coaching: 'false',
          EndConferenceOnExit: String(participant.endOnExit), StartConferenceOnEnter: String(participant.startOnEnter),
          ...(participant.label !== undefined && { ParticipantLabel: participant.label }),
        }),
        ...more,
      },
    });
  }
}
