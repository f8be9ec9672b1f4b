// Recordings: start and steer one on a call, list, fetch the sound, delete (page on the Recordings resource).
import { rfc2822, type Carrier } from '../carrier.ts';
import { secondsOf, type Recording } from '../recordings.ts';
import { wavFile } from '../sound.ts';
import { addressed, created, gone, notFound, ok, page, refuse, type RestAnswer, type Route } from './answer.ts';

export function recordingRoutes(carrier: Carrier): Route[] {
  const { recordings, exchange, accountSid, clock } = carrier;

  function body(recording: Recording) {
    const { sid, callSid, conferenceSid, status, startedAt, endedAt, channels, source } = recording;
    const finished = status === 'completed';
    return {
      sid, account_sid: accountSid, api_version: '2010-04-01', call_sid: callSid, conference_sid: conferenceSid ?? null, status, channels, source,
      date_created: rfc2822(startedAt), date_updated: rfc2822(endedAt ?? clock.now()), start_time: rfc2822(startedAt), duration: finished ? String(secondsOf(recording)) : null,
      price: null, price_unit: 'USD', error_code: null, track: 'both', encryption_details: null, uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.json`,
      subresource_uris: {}, media_url: recordings.urlOf(recording),
    };
  }

  function start(callSid: string, form: URLSearchParams): RestAnswer {
    const leg = exchange.get(callSid);
    if (!leg) return notFound(`call ${callSid}`);
    if (leg.status !== 'in-progress') return refuse(400, 21220, 'Call is not in-progress. Cannot record.');
    const callback = addressed(form, 'RecordingStatusCallback', 'RecordingStatusCallbackMethod');
    const events = form.getAll('RecordingStatusCallbackEvent').flatMap((text) => text.split(/\s+/));
    const recording = recordings.start({
      callSid, source: 'StartCallRecordingAPI', channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
      ...(callback && { callback: { ...callback, events: events.length > 0 ? events : ['completed'] } }),
    });
    return created(body(recording));
  }

  function steer(recording: Recording, form: URLSearchParams): RestAnswer {
    const status = form.get('Status');
    if (recording.endedAt !== undefined) return refuse(400, 21220, `Recording ${recording.sid} is over`);
    if (status === 'paused') recordings.pause(recording);
    else if (status === 'in-progress') recordings.resume(recording);
    else if (status === 'stopped') recordings.end(recording);
    else return refuse(400, 20001, `Status "${status ?? ''}": expected paused, in-progress or stopped`);
    return ok(body(recording));
  }

  /** `Twilio.CURRENT` stands for the one under way. */
  function ofCall(callSid: string, sid: string): Recording | undefined {
    const own = recordings.ofCall(callSid);
    return sid === 'Twilio.CURRENT' ? own.findLast(({ endedAt }) => endedAt === undefined) : own.find((recording) => recording.sid === sid);
  }

  const withRecording = (run: (recording: Recording, form: URLSearchParams) => RestAnswer): Route['run'] => ({ names, form }) => {
    const sid = names['sid'] ?? '';
    const recording = names['call'] === undefined ? recordings.get(sid) : ofCall(names['call'], sid);
    return recording ? run(recording, form) : notFound(`recording ${sid}`);
  };

  const media: Route['run'] = ({ names, path }) => {
    const recording = recordings.get(names['sid'] ?? '');
    if (recording?.status !== 'completed') return notFound(`${path} (it is there a moment after the end)`);
    return ok(wavFile(recording.recordedMs, recording.channels));
  };

  const remove = withRecording((recording) => {
    recordings.delete(recording);
    return gone;
  });

  return [
    { method: 'POST', path: 'Calls/{call}/Recordings.json', run: ({ names, form }) => start(names['call'] ?? '', form) },
    { method: 'GET', path: 'Calls/{call}/Recordings.json', run: (call) => page('recordings', recordings.ofCall(call.names['call'] ?? '').reverse().map(body), call) },
    { method: 'GET', path: 'Calls/{call}/Recordings/{sid}.json', run: withRecording((recording) => ok(body(recording))) },
    { method: 'POST', path: 'Calls/{call}/Recordings/{sid}.json', run: withRecording(steer) },
    {
      method: 'GET', path: 'Recordings.json',
      run: (call) => {
        const callSid = call.query.get('CallSid');
        return page('recordings', recordings.all().reverse().filter((recording) => !callSid || recording.callSid === callSid).map(body), call);
      },
    },
    { method: 'GET', path: 'Recordings/{sid}.json', run: withRecording((recording) => ok(body(recording))) },
    { method: 'DELETE', path: 'Recordings/{sid}.json', run: remove },
    { method: 'GET', path: 'Recordings/{sid}.wav', run: media },
    { method: 'GET', path: 'Recordings/{sid}', run: media },
  ];
}
