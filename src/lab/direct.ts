// The carrier port straight on the lab, without HTTP: what runs call scripts by the hundred. The way over HTTP is twilio/provider.ts.
import type { Asked, Carrier, LegStatus } from '../reception/carrier.ts';
import type { Lab } from './lab.ts';

export function directCarrier(lab: Lab, accountSid: string): Carrier {
  const at = (path: string) => `/2010-04-01/Accounts/${accountSid}/${path}`;
  const post = (path: string, form: Record<string, string>) => lab.rest('POST', at(path), new URLSearchParams(form));
  const asked = (status: number): Asked => (status < 300 ? 'done' : status === 429 || status >= 500 ? 'later' : 'gone');
  return {
    async dial({ to, from, url, statusUrl, ringS, mostS }) {
      const { status, body } = await post('Calls.json', { To: to, From: from, Url: url, Timeout: String(ringS), TimeLimit: String(mostS), StatusCallback: statusUrl });
      return status < 300 ? { ok: true, sid: field(body, 'sid') } : { ok: false, why: status === 429 ? 'busy' : 'failed' };
    },
    redirect: async ({ sid, url }) => asked((await post(`Calls/${sid}.json`, { Url: url })).status),
    hangUp: async (sid) => asked((await post(`Calls/${sid}.json`, { Status: 'completed' })).status),
    async hold({ sid, room, on, musicUrl }) {
      const conference = lab.room(room)?.sid;
      return conference === undefined ? 'gone' : asked((await post(`Conferences/${conference}/Participants/${sid}.json`, { Hold: String(on), HoldUrl: musicUrl, HoldMethod: 'POST' })).status);
    },
    async record({ sid, want, statusUrl }) {
      const status = want === 'on' ? 'in-progress' : want === 'paused' ? 'paused' : 'stopped';
      const steered = asked((await post(`Calls/${sid}/Recordings/Twilio.CURRENT.json`, { Status: status })).status);
      if (steered !== 'gone' || want !== 'on') return steered;
      return asked((await post(`Calls/${sid}/Recordings.json`, { RecordingChannels: 'dual', RecordingStatusCallback: statusUrl })).status);
    },
    async announce({ room, url }) {
      const conference = lab.room(room)?.sid;
      return conference === undefined ? 'gone' : asked((await post(`Conferences/${conference}.json`, { AnnounceUrl: url })).status);
    },
    async text({ to, from, body, statusUrl }) {
      const { status, body: answer } = await post('Messages.json', { To: to, From: from, Body: body, StatusCallback: statusUrl });
      return status < 300 ? { ok: true, sid: field(answer, 'sid') } : { ok: false, why: 'refused' };
    },
    async recording(sid) {
      const { status, body } = await lab.rest('GET', at(`Recordings/${sid}.wav`));
      if (status === 404) return { ok: false, why: 'not-yet' };
      return Buffer.isBuffer(body) ? { ok: true, audio: body } : { ok: false, why: 'gone' };
    },
    forgetRecording: async (sid) => asked((await lab.rest('DELETE', at(`Recordings/${sid}.json`))).status),
    async status(sid) {
      const { status, body } = await lab.rest('GET', at(`Calls/${sid}.json`));
      return status < 300 ? (field(body, 'status') as LegStatus) : 'unknown';
    },
  };
}

function field(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' ? value : '';
}
