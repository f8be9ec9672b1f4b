// The carrier as the reception asks things of it. `twilio/provider.ts` speaks to the real one, or to the lab.

/** `unclear`: no answer came, so the call may exist; its status callback will tell. */
export type Dialled = { ok: true; sid: string } | { ok: false; why: 'refused' | 'busy' | 'unclear' | 'failed' };
/** `gone`: the leg is over, which is an ordinary end of a race. `later`: worth another try. */
export type Asked = 'done' | 'gone' | 'later' | 'refused';
export type LegStatus = 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled' | 'unknown';

export interface Carrier {
  dial(leg: { to: string; from: string; url: string; statusUrl: string; ringS: number; mostS: number }): Promise<Dialled>;
  /** Makes a leg fetch another document. */
  redirect(leg: { sid: string; url: string }): Promise<Asked>;
  hangUp(sid: string): Promise<Asked>;
  /** Takes a leg of a room aside, to music, or back. */
  hold(leg: { sid: string; room: string; conference?: string; on: boolean; musicUrl: string }): Promise<Asked>;
  /** `on`: whatever was paused goes on, or one begins where none is under way. `gone`: none is, or the leg is over. */
  record(leg: { sid: string; want: 'on' | 'paused' | 'off'; statusUrl: string }): Promise<Asked>;
  /** Everybody in a room hears a document. */
  announce(room: { room: string; conference?: string; url: string }): Promise<Asked>;
  /** `unclear`: it may have been sent all the same. */
  text(message: { to: string; from: string; body: string; statusUrl: string }): Promise<{ ok: true; sid: string } | { ok: false; why: 'refused' | 'later'; unclear?: true; code?: number }>;
  /** The sound of a recording; `not-yet` while the carrier still writes it. */
  recording(sid: string): Promise<{ ok: true; audio: Buffer } | { ok: false; why: 'not-yet' | 'gone' | 'later' }>;
  forgetRecording(sid: string): Promise<Asked>;
  status(sid: string): Promise<LegStatus>;
}
