// Recordings: their states, their length and when their file can be fetched (page on the Recordings resource).
import type { Clock } from '../clock.ts';
import type { Ids } from './ids.ts';
import { recordingReadyMs, recordingsMax } from './limits.ts';
import { rfc2822 } from './carrier.ts';
import type { Webhooks } from './webhook.ts';

export type RecordingStatus = 'in-progress' | 'paused' | 'stopped' | 'processing' | 'completed' | 'absent' | 'deleted';

export interface Recording {
  sid: string;
  callSid: string;
  conferenceSid?: string;
  source: 'RecordVerb' | 'StartCallRecordingAPI';
  channels: 1 | 2;
  status: RecordingStatus;
  startedAt: number;
  endedAt?: number;
  /** Milliseconds recorded up to `since`; while `since` is there the recording runs. */
  recordedMs: number;
  since: number | undefined;
  callback?: { url: string; method: 'GET' | 'POST'; events: readonly string[] };
}

export interface RecordingOptions extends Pick<Recording, 'callSid' | 'source' | 'channels'> {
  callback?: Recording['callback'];
}

export function createRecordings(world: { clock: Clock; ids: Ids; accountSid: string; apiUrl: () => string; webhooks: Webhooks }) {
  const recordings = new Map<string, Recording>();
  const now = () => world.clock.now();

  function start({ callback, ...options }: RecordingOptions): Recording {
    const recording: Recording = {
      ...options, ...(callback && { callback }), sid: world.ids.sid('RE'), status: 'in-progress', startedAt: now(), recordedMs: 0, since: now(),
    };
    recordings.set(recording.sid, recording);
    const [oldest] = recordings.keys();
    if (recordings.size > recordingsMax && oldest !== undefined) recordings.delete(oldest);
    tell(recording, 'in-progress');
    return recording;
  }

  function pause(recording: Recording): void {
    if (recording.since === undefined) return;
    recording.recordedMs += now() - recording.since;
    recording.since = undefined;
    recording.status = 'paused';
  }

  function resume(recording: Recording): void {
    if (recording.status !== 'paused') return;
    recording.since = now();
    recording.status = 'in-progress';
  }

  /** Ends a recording; its file is there a moment later. `ms` overrides the length (silence trimmed off); 0 means nothing was recorded. */
  function end(recording: Recording, ms?: number): void {
    if (recording.endedAt !== undefined) return;
    pause(recording);
    recording.endedAt = now();
    if (ms !== undefined) recording.recordedMs = ms;
    recording.status = 'processing';
    world.clock.after(recordingReadyMs, () => {
      if (recording.status === 'deleted') return;
      recording.status = recording.recordedMs === 0 ? 'absent' : 'completed';
      tell(recording, recording.status);
    });
  }

  function tell(recording: Recording, status: 'in-progress' | 'completed' | 'absent'): void {
    const { callback } = recording;
    if (!callback?.events.includes(status)) return;
    void world.webhooks.deliver({
      kind: 'recording', url: callback.url, method: callback.method, params: {
        AccountSid: world.accountSid, CallSid: recording.callSid, RecordingSid: recording.sid, RecordingUrl: urlOf(recording), RecordingStatus: status,
        RecordingDuration: String(secondsOf(recording)), RecordingChannels: String(recording.channels), RecordingSource: recording.source,
        RecordingStartTime: rfc2822(recording.startedAt), RecordingTrack: 'both', ErrorCode: '0',
      },
    });
  }

  const urlOf = ({ sid }: Recording) => `${world.apiUrl()}/2010-04-01/Accounts/${world.accountSid}/Recordings/${sid}`;

  return {
    start, pause, resume, end, urlOf,
    get: (sid: string) => recordings.get(sid),
    all: () => [...recordings.values()].filter(({ status }) => status !== 'deleted'),
    ofCall: (callSid: string) => [...recordings.values()].filter((recording) => recording.callSid === callSid && recording.status !== 'deleted'),
    delete(recording: Recording): void {
      recording.status = 'deleted';
      recordings.delete(recording.sid);
    },
  };
}

export type Recordings = ReturnType<typeof createRecordings>;

export function secondsOf({ recordedMs }: Recording): number {
  return Math.round(recordedMs / 1_000);
}
